import { openDatabase } from '../platform/database/database'
import { readEnvironment, WrongSetting } from '../platform/process/environment'
import { migrate } from '../platform/database/migrate'
import { distribute } from './distribute'

/** `node scripts/run.mjs cloud/citus/main.ts`: migrates the database of DATABASE_URL and distributes its tables over the cluster. */
async function main(): Promise<void> {
  const { DATABASE_URL: url } = readEnvironment(process.env)
  if (url === undefined) throw new WrongSetting('DATABASE_URL must name the coordinator of a Citus cluster.')
  const { db, close } = openDatabase(url, { max: 4 })
  try {
    await migrate(db)
    console.log((await distribute(db)) ? '各表已按区分布' : '这个数据库没有安装 citus 扩展，什么都没做')
  } finally {
    await close()
  }
}

main().catch((fault: unknown) => {
  console.error(fault instanceof WrongSetting ? fault.message : fault)
  process.exitCode = 1
})
