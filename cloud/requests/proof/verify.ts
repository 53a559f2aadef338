import { RequestExport } from '@doorstep/contract/requests/views'
import * as v from 'valibot'
import { variantKey } from '../../files/api'
import type { Db } from '../../platform/database/database'
import { districtIds } from '../../platform/database/districts'
import type { FileStore } from '../../platform/files/store'
import { eventsOf } from '../case/requests-store'
import { breaks as sayings, breaksIn } from './chain'
import { exported } from './export'

export interface Verdict {
  number: string
  events: number
  breaks: { seq: number; why: string }[]
}

const inWords = (file: Pick<RequestExport, 'events' | 'head'>): Verdict['breaks'] =>
  breaksIn(file).map(({ seq, how }) => ({ seq, why: sayings[how] }))

/** Verifies an exported request by the file alone. Null when the text is not such a file. */
export function verifyExport(text: string): Verdict | null {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    return null
  }
  const read = v.safeParse(RequestExport, written)
  if (!read.success) return null
  const { number, events } = read.output
  return { number, events: events.length, breaks: inWords(read.output) }
}

/** Requests read from the database at a time. */
const batch = 200

/**
 * Verifies every request of every district: its chain, that the row agrees with its last event, and that the bytes of every attachment are
 * those whose digest the chain holds; without a store the bytes are left out.
 */
export async function* verifyAll(db: Db, files: FileStore | null): AsyncGenerator<Verdict> {
  for (const districtId of await districtIds(db)) {
    let last: string | null = null
    for (;;) {
      const after: string | null = last
      const rows = await db
        .selectFrom('request')
        .where('district_id', '=', districtId)
        .$if(after !== null, (some) => some.where('id', '>', after ?? ''))
        .select(['id', 'number', 'head', 'last_seq', 'state', 'updated_at'])
        .orderBy('id')
        .limit(batch)
        .execute()
      for (const row of rows) yield await verifyRow({ db, districtId, files }, row)
      last = rows.at(-1)?.id ?? null
      if (rows.length < batch) break
    }
  }
}

interface Row {
  id: string
  number: string
  head: string
  last_seq: number
  state: string
  updated_at: Date
}

interface Verifying {
  db: Db
  districtId: number
  files: FileStore | null
}

async function verifyRow({ db, districtId, files }: Verifying, row: Row): Promise<Verdict> {
  const file = await exported(db, districtId, row, row.updated_at)
  const breaks = inWords(file)
  const end = file.events.at(-1)
  if (end !== undefined && end.seq !== row.last_seq) breaks.push({ seq: end.seq, why: `是最后一条，案件却记着 ${row.last_seq} 条` })
  if (end !== undefined && end.state !== row.state) breaks.push({ seq: end.seq, why: `之后应是 ${end.state}，案件却是 ${row.state}` })
  breaks.push(...(await attachmentsOf({ db, districtId, files }, row.id)))
  return { number: row.number, events: file.events.length, breaks }
}

/** Returns which attachments of a request are missing, or are no longer the bytes that were attached. */
async function attachmentsOf({ db, districtId, files }: Verifying, id: string): Promise<Verdict['breaks']> {
  const breaks: Verdict['breaks'] = []
  if (files === null) return breaks
  for (const { seq, files: attached } of await eventsOf(db, districtId, id)) {
    for (const file of attached) {
      const opened = await files.open(variantKey({ district_id: districtId, id: file.id }, 'full'))
      await opened?.close()
      if (opened === null) breaks.push({ seq, why: '有一个附件找不到了' })
      else if (opened.sha256 !== file.sha256) breaks.push({ seq, why: '有一个附件和当时的不一样' })
    }
  }
  return breaks
}
