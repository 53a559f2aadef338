import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../platform/database/database'
import { parts, type Content } from './manifest'
import { Refusal } from './refusal'
import { digesting, gunzipped, linesOf, writtenWhole } from './streams'
import type { Table } from './tables'

/** Rows read or inserted at a time. */
const batchRows = 500

/**
 * Writes every row of `tables` to the folder: one line of JSON with a table and its columns, then one line per row, each value in
 * PostgreSQL's own text format, which is read back exactly.
 */
export async function writeRows(tx: Tx, tables: readonly Table[], folder: string): Promise<Content['database']> {
  const counts: Content['database']['tables'] = []
  const digest = digesting()
  await writtenWhole(join(folder, parts.database), (file) =>
    pipeline(Readable.from(linesFrom(tx, tables, counts)), createGzip(), digest.step, async (packed: AsyncIterable<Buffer>) => {
      for await (const chunk of packed) await file.writeFile(chunk)
    }),
  )
  return { sha256: digest.sha256(), tables: counts }
}

async function* linesFrom(tx: Tx, tables: readonly Table[], counts: Content['database']['tables']): AsyncGenerator<string> {
  for (const { name, columns } of tables) {
    yield `${JSON.stringify({ table: name, columns: columns.map((column) => column.name) })}\n`
    const texts = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))
    await sql`declare backed_up no scroll cursor for select to_json(array[${texts}])::text as line from ${sql.table(name)}`.execute(tx)
    let rows = 0
    for (;;) {
      const { rows: batch } = await sql<{ line: string }>`fetch forward ${sql.lit(batchRows)} from backed_up`.execute(tx)
      if (batch.length === 0) break
      rows += batch.length
      yield batch.map(({ line }) => `${line}\n`).join('')
    }
    await sql`close backed_up`.execute(tx)
    counts.push({ name, rows })
  }
}

const Heading = v.object({ table: v.string(), columns: v.array(v.string()) })

/**
 * Inserts every row of the backup into the empty `tables`; returns the number of rows of each. Throws `Refusal` when one matches no table.
 */
export async function readRows(tx: Tx, tables: readonly Table[], folder: string): Promise<Content['database']['tables']> {
  const counts = new Map<string, number>()
  let current: Table | null = null
  let batch: string[] = []
  const putBatch = async () => {
    if (current !== null && batch.length > 0) await putRows(tx, current, batch)
    batch = []
  }
  const take = async (line: string) => {
    if (line.startsWith('{')) {
      await putBatch()
      current = tableOf(tables, line)
      counts.set(current.name, 0)
      return
    }
    if (current === null) throw new Refusal('数据文件开头没有表名，备份已损坏')
    batch.push(line)
    counts.set(current.name, (counts.get(current.name) ?? 0) + 1)
    // A row may refer to a later one: foreign keys are checked at the end of a statement, so such a table is inserted by one statement.
    if (batch.length >= batchRows && !current.refersTo.includes(current.name)) await putBatch()
  }
  for await (const line of linesOf(gunzipped(join(folder, parts.database)))) await take(line)
  await putBatch()
  return [...counts].map(([name, rows]) => ({ name, rows }))
}

function tableOf(tables: readonly Table[], line: string): Table {
  const heading = v.parse(Heading, JSON.parse(line))
  const table = tables.find(({ name }) => name === heading.table)
  if (table === undefined || table.columns.map(({ name }) => name).join() !== heading.columns.join())
    throw new Refusal(`备份里的 ${heading.table} 与这个版本的表不一样`)
  return table
}

async function putRows(tx: Tx, { name, columns }: Table, lines: readonly string[]): Promise<void> {
  const into = sql.join(columns.map((column) => sql.ref(column.name)))
  const values = sql.join(columns.map(({ type }, at) => sql`(line ->> ${sql.lit(at)})::${sql.raw(type)}`))
  await sql`insert into ${sql.table(name)} (${into}) select ${values} from unnest(${lines}::jsonb[]) as given (line)`.execute(tx)
}
