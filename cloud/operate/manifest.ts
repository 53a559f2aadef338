import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { Refusal } from './refusal'

/** Names of the files in a backup folder. */
export const parts = {
  manifest: 'manifest.json',
  database: 'database.jsonl.gz',
  key: 'data.key',
  list: 'files.jsonl',
  files: 'files',
} as const

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const Content = v.strictObject({
  format: v.literal('doorstep-backup-1'),
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Names of the migrations applied to the database: the version of its schema. */
  migrations: v.array(v.string()),
  database: v.strictObject({ sha256, tables: v.array(v.strictObject({ name: v.string(), rows: count })) }),
  /** Digest and number of the files; `missing` counts rows whose bytes did not exist. Null when the files were left out. */
  files: v.nullable(v.strictObject({ sha256, count, missing: count })),
  key: v.strictObject({ sha256 }),
})
export type Content = v.InferOutput<typeof Content>

/** A backup's manifest; its own digest protects the rest of it. */
export const Manifest = v.strictObject({ ...Content.entries, sha256 })
export type Manifest = v.InferOutput<typeof Manifest>

export const digestOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

// Parsing puts the entries into the schema's order, so that the same content has the same text.
const seal = (content: Content) => digestOf(JSON.stringify(v.parse(Content, content)))

export const sealed = (content: Content): Manifest => ({ ...content, sha256: seal(content) })

/** Returns a manifest without its own digest. */
export const contentOf = ({ format, takenAt, migrations, database, files, key }: Manifest): Content => ({
  format,
  takenAt,
  migrations,
  database,
  files,
  key,
})

export const rowsIn = ({ database }: Content) => database.tables.reduce((sum, { rows }) => sum + rows, 0)

/** Reads the manifest. Throws `Refusal` when the folder is not a backup, or its manifest was changed. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, parts.manifest), 'utf8').catch(() => null)
  if (text === null) throw new Refusal(`${folder} 里没有 ${parts.manifest}，不是完整的备份`)
  const read = v.safeParse(Manifest, parsed(text))
  if (!read.success) throw new Refusal(`${folder} 的 ${parts.manifest} 读不懂，不是这个程序的备份，或已损坏`)
  if (seal(contentOf(read.output)) !== read.output.sha256)
    throw new Refusal(`${folder} 的 ${parts.manifest} 与自身的校验值不符，备份被改动或损坏`)
  return read.output
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
