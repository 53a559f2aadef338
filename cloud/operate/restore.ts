import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { parseDataKey } from '../platform/process/crypto'
import type { Db, Tx } from '../platform/database/database'
import type { FileStore } from '../platform/files/store'
import { migrate, readMigrations } from '../platform/database/migrate'
import { checkFiles, putFiles } from './file-copies'
import { keyInUse, mustOpen, removeKey, writeKey } from './keys'
import { digestOf, parts, readManifest, type Manifest } from './manifest'
import { Refusal } from './refusal'
import { readRows } from './rows'
import { digestOfFile } from './streams'
import { appliedMigrations, firstWithRows, tablesInOrder, unhurried, type Table } from './tables'

export interface Target {
  db: Db
  dataDir: string
  /** The value of DATA_KEY, when it is set. */
  writtenKey: string | undefined
  files: FileStore
}

/**
 * Restores a backup into an empty database, its files into the store and its key into `dataDir`: all of it, or nothing. Throws `Refusal`
 * when the backup is damaged or of another version, or when the database, the key or both are in use.
 */
export async function restoreBackup(target: Target, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  await mustFit(target.db, manifest)
  const key = await checkedKey(folder, manifest)
  const present = await keyInUse(target.dataDir, target.writtenKey)
  if (present !== null && !present.equals(key))
    throw new Refusal('这里已有另一把数据密钥（DATA_KEY 或 DATA_DIR 里的 data.key）；换成备份里的，或换一个 DATA_DIR')
  if ((await digestOfFile(join(folder, parts.database))) !== manifest.database.sha256)
    throw new Refusal(`备份里的 ${parts.database} 缺失，或与校验值不符`)
  if (manifest.files !== null) await checkFiles(folder, manifest.files)
  await migrate(target.db)

  const undo: (() => Promise<void>)[] = []
  try {
    await target.db.transaction().execute(async (tx) => {
      await unhurried(tx)
      await putAll(tx, manifest, folder)
      await mustOpen(tx, key)
      if (manifest.files !== null) await putFiles(folder, target.files, (file) => undo.push(() => target.files.remove(file)))
      if (present === null) {
        await writeKey(target.dataDir, key)
        undo.push(() => removeKey(target.dataDir))
      }
    })
  } catch (fault) {
    for (const step of undo) await step()
    throw fault
  }
  return manifest
}

/** Throws unless the backup has this program's schema, and the database has that schema without rows, or no tables at all. */
async function mustFit(db: Db, manifest: Manifest): Promise<void> {
  const ours = Object.keys(await readMigrations()).join()
  if (manifest.migrations.join() !== ours)
    throw new Refusal(`备份是另一个版本的（${manifest.migrations.at(-1) ?? ''}）；请用做备份时的版本恢复，再升级`)
  const applied = (await appliedMigrations(db)).join()
  const tables = await tablesInOrder(db)
  if (applied !== ours && (applied !== '' || tables.length > 0)) throw new Refusal('数据库里有另一个版本的表；请恢复到一个空的数据库')
  await mustBeEmpty(db, tables)
}

async function mustBeEmpty(tx: Tx, tables: readonly Table[]): Promise<void> {
  const used = await firstWithRows(tx, tables)
  if (used !== null) throw new Refusal(`数据库不是空的（${used} 里有数据）；请恢复到一个空的数据库`)
}

async function checkedKey(folder: string, manifest: Manifest): Promise<Buffer> {
  const key = parseDataKey(await readFile(join(folder, parts.key), 'utf8').catch(() => ''))
  if (key === null || digestOf(key) !== manifest.key.sha256) throw new Refusal(`备份里的 ${parts.key} 缺失，或与校验值不符`)
  return key
}

async function putAll(tx: Tx, manifest: Manifest, folder: string): Promise<void> {
  // Every row depends on a district: no other process can insert one, and a second restore waits here, until this one is done.
  await sql`lock table district in exclusive mode`.execute(tx)
  const tables = await tablesInOrder(tx)
  await mustBeEmpty(tx, tables)
  const put = await readRows(tx, tables, folder)
  const expected = new Map(manifest.database.tables.map(({ name, rows }) => [name, rows]))
  const wrong = put.find(({ name, rows }) => expected.get(name) !== rows)
  if (wrong !== undefined || put.length !== expected.size || put.length !== tables.length)
    throw new Refusal(`备份里的行数与清单不符${wrong === undefined ? '' : `（${wrong.name}）`}`)
}
