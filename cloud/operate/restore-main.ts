import { openFileStore } from '../platform/files/open-store'
import { runCommand, withDatabase } from './command'
import { rowsIn } from './manifest'
import { restoreBackup } from './restore'

const usage = `用法：npm run restore -- <备份文件夹>
  恢复到空的数据库（DATABASE_URL，或 DATA_DIR 里自带的），连同附件和数据密钥；要么全部恢复，要么什么都不留下。`

runCommand(async () => {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || folder.startsWith('--') || more.length > 0) {
    console.error(usage)
    return 2
  }
  await withDatabase(async (db, environment) => {
    const { DATA_DIR: dataDir, DATA_KEY: writtenKey } = environment
    const restored = await restoreBackup({ db, dataDir, writtenKey, files: openFileStore(environment) }, folder)
    const { takenAt, database, files } = restored
    const withFiles = files === null ? '备份不含附件' : `附件 ${files.count} 个`
    console.log(`已恢复 ${takenAt} 的备份：${database.tables.length} 张表、${rowsIn(restored)} 行，${withFiles}
请运行 npm run verify -- --all 核对每一件诉求`)
  })
  return 0
})
