import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { variantKey } from '../files/api'
import type { Tx } from '../platform/database/database'
import type { FileStore } from '../platform/files/store'
import { digestOf, parts, type Content } from './manifest'
import { Refusal } from './refusal'
import { digestOfFile, linesOf, writtenWhole } from './streams'

const Copy = v.object({
  // The key is also a path below the backup folder, so nothing but a valid key is allowed.
  key: v.pipe(v.string(), v.regex(/^\d{6}\/[0-9a-f]{2}\/[0-9a-f-]{36}\.(full|thumb)$/)),
  mime: v.string(),
  sha256: v.string(),
})
type Copy = v.InferOutput<typeof Copy>

/** Copies the bytes of every row of `file` into the folder, from any kind of store. */
export async function copyFiles(tx: Tx, store: FileStore, folder: string): Promise<NonNullable<Content['files']>> {
  const copies: Copy[] = []
  let missing = 0
  for await (const { row, variant } of wantedFiles(tx)) {
    const key = variantKey(row, variant)
    const bytes = await store.open(key)
    if (bytes === null) {
      missing += 1
      continue
    }
    const path = join(folder, parts.files, key)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writtenWhole(path, (file) => writeFile(file, bytes.stream()))
    copies.push({ key, mime: row.mime, sha256: bytes.sha256 })
  }
  const list = copies.map((copy) => `${JSON.stringify(copy)}\n`).join('')
  await writtenWhole(join(folder, parts.list), (file) => file.writeFile(list))
  return { sha256: digestOf(list), count: copies.length, missing }
}

/** Rows per query. */
const page = 500

async function* wantedFiles(tx: Tx) {
  let last = { district_id: 0, id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const rows = await tx
      .selectFrom('file')
      .select(['district_id', 'id', 'kind', 'mime'])
      .where((row) => row.eb(row.refTuple('district_id', 'id'), '>', row.tuple(last.district_id, last.id)))
      .orderBy('district_id')
      .orderBy('id')
      .limit(page)
      .execute()
    for (const row of rows) {
      yield { row, variant: 'full' as const }
      if (row.kind === 'photo') yield { row, variant: 'thumb' as const }
    }
    const end = rows.at(-1)
    if (end === undefined) return
    last = end
  }
}

async function* listed(folder: string): AsyncGenerator<Copy> {
  for await (const line of linesOf(createReadStream(join(folder, parts.list)))) {
    const read = v.safeParse(Copy, JSON.parse(line))
    if (!read.success) throw new Refusal(`备份里的 ${parts.list} 有读不懂的一行`)
    yield read.output
  }
}

/** Throws `Refusal` when the list or one of its files does not match its digest. */
export async function checkFiles(folder: string, files: NonNullable<Content['files']>): Promise<void> {
  if ((await digestOfFile(join(folder, parts.list))) !== files.sha256) throw new Refusal(`备份里的 ${parts.list} 与校验值不符`)
  for await (const { key, sha256 } of listed(folder)) {
    const path = join(folder, parts.files, key)
    if ((await digestOfFile(path)) !== sha256) throw new Refusal(`备份里的 ${join(parts.files, key)} 缺失，或与校验值不符`)
  }
}

/** Puts every file of the backup into the store; `did` is called with each key before it is put. */
export async function putFiles(folder: string, store: FileStore, did: (key: string) => void): Promise<void> {
  for await (const { key, mime } of listed(folder)) {
    did(key)
    await store.put(key, join(folder, parts.files, key), mime)
  }
}
