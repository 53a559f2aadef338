import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { seals } from '../account/api'
import { keysFrom, parseDataKey } from '../platform/process/crypto'
import type { Tx } from '../platform/database/database'
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
  const account = await tx.selectFrom('account').select('phone_sealed').where('phone_sealed', 'is not', null).limit(1).executeTakeFirst()
  const home = await tx.selectFrom('home').select('room_sealed').where('room_sealed', 'is not', null).limit(1).executeTakeFirst()
  const { unseal } = keysFrom(key)
  try {
    if (account?.phone_sealed) unseal(account.phone_sealed, seals.phone)
    if (home?.room_sealed) unseal(home.room_sealed, seals.room)
  } catch {
    throw new Refusal('数据密钥打不开库里的电话和门牌，不是这个数据库的密钥；请核对 DATA_KEY 或 DATA_DIR')
  }
}
