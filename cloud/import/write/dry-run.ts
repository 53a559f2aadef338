import { Refusal } from '../../operate/api'
import type { Db } from '../../platform/database/database'
import { migrate, schemaState } from '../../platform/database/migrate'

/**
 * Prepares the database for a dry run without changing one that is in use: with a schema of another version the dry run is refused. A
 * database without tables is migrated, because nobody uses it; returns true then.
 */
export async function readyForDryRun(db: Db): Promise<boolean> {
  const state = await schemaState(db)
  if (state === 'behind') {
    throw new Refusal('数据库的结构比这里的程序旧，预演不改结构，没有往下做。请先升级正在运行的服务（它启动时会更新结构），再来预演')
  }
  if (state === 'ahead') throw new Refusal('数据库的结构比这里的程序新。请换成和正在运行的服务同一版的程序，再来预演')
  if (state === 'new') await migrate(db)
  return state === 'new'
}
