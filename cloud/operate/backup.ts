import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Clock } from '../platform/process/clock'
import type { Db } from '../platform/database/database'
import type { FileStore } from '../platform/files/store'
import { copyFiles } from './file-copies'
import { mustOpen, writeKey } from './keys'
import { digestOf, parts, sealed, type Content, type Manifest } from './manifest'
import { Refusal } from './refusal'
import { writeRows } from './rows'
import { writtenWhole } from './streams'
import { appliedMigrations, tablesInOrder, unhurried } from './tables'

export interface Source {
  db: Db
  clock: Clock
  key: Buffer
  /** Store of the files; null leaves them out. */
  files: FileStore | null
}

/**
 * Writes a complete backup folder: rows of one instant, the files they refer to, the data key. The API may run meanwhile. The folder is
 * created completely or not at all. Throws `Refusal` when it exists or the key belongs to another database.
 */
export async function takeBackup(source: Source, folder: string): Promise<Manifest> {
  if ((await stat(folder).catch(() => null)) !== null) throw new Refusal(`${folder} 已经存在，请换一个名字`)
  const making = `${resolve(folder)}.${randomBytes(4).toString('hex')}.part`
  await mkdir(making, { recursive: true, mode: 0o700 })
  try {
    const manifest = sealed(await write(source, making))
    // Written last: a folder without a manifest is not a backup.
    await writtenWhole(join(making, parts.manifest), (file) => file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`))
    await rename(making, folder)
    return manifest
  } catch (fault) {
    await rm(making, { recursive: true, force: true })
    throw fault
  }
}

function write({ db, clock, key, files }: Source, folder: string): Promise<Content> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute(async (tx) => {
    await unhurried(tx)
    const migrations = await appliedMigrations(tx)
    if (migrations.length === 0) throw new Refusal('数据库是空的，还没有什么可备份')
    await mustOpen(tx, key)
    await writeKey(folder, key)
    return {
      format: 'doorstep-backup-1',
      takenAt: clock.now().toISOString(),
      migrations,
      database: await writeRows(tx, await tablesInOrder(tx), folder),
      files: files === null ? null : await copyFiles(tx, files, folder),
      key: { sha256: digestOf(key) },
    }
  })
}
