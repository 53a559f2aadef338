import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { opensMost } from '../platform/context/check-key'
import { keysFrom, parseDataKey } from '../platform/process/crypto'
import type { Tx } from '../platform/database/database'
import { districtIds } from '../platform/database/districts'
import { roomSeals } from '../rooms'
import { parts } from './manifest'
import { Refusal } from './refusal'
import { writtenWhole } from './streams'

/** Returns the data key in use: DATA_KEY, else the file in `dataDir`. Null when there is none yet; never creates one. */
export async function keyInUse(dataDir: string, written: string | undefined): Promise<Buffer | null> {
  const text = written ?? (await readFile(join(dataDir, parts.key), 'utf8').catch(() => null))
  if (text === null) return null
  const key = parseDataKey(text)
  if (key === null) throw new Refusal(written === undefined ? `${join(dataDir, parts.key)} 不是数据密钥` : 'DATA_KEY 不是数据密钥')
  return key
}

export async function writeKey(folder: string, key: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writtenWhole(join(folder, parts.key), (file) => file.writeFile(key.toString('base64')))
}

export const removeKey = (folder: string) => rm(join(folder, parts.key), { force: true })

/** Throws `Refusal` when the key does not decrypt what the database contains: a backup with another key would be useless. */
export async function mustOpen(tx: Tx, key: Buffer): Promise<void> {
  // Judged by what is sealed alone: a database of before the check value is backed up, too.
  for (const id of await districtIds(tx)) {
    if (!(await opensMost(tx, id, { keys: keysFrom(key), rooms: roomSeals })))
      throw new Refusal('数据密钥打不开库里的电话和门牌，不是这个数据库的密钥；请核对 DATA_KEY 或 DATA_DIR')
  }
}
