import { systemClock } from '../platform/process/clock'
import { openFileStore } from '../platform/files/open-store'
import { takeBackup } from './backup'
import { runCommand, withDatabase } from './command'
import { keyInUse } from './keys'
import { rowsIn, type Manifest } from './manifest'
import { Refusal } from './refusal'

const usage = `用法：npm run backup -- <新文件夹> [--no-files]
  把数据库（DATABASE_URL，或 DATA_DIR 里自带的）、附件和数据密钥备份到一个新文件夹；服务开着也可以。
  --no-files   不含附件（附件所在的对象存储另有备份时）`

function says(folder: string, manifest: Manifest): string {
  const { files } = manifest
  const withFiles = files === null ? '不含附件' : `附件 ${files.count} 个`
  const missing = files !== null && files.missing > 0 ? `\n有 ${files.missing} 个附件在库里有记录，却找不到文件` : ''
  return `已备份到 ${folder}：${manifest.database.tables.length} 张表、${rowsIn(manifest)} 行，${withFiles}${missing}
里面有全部居民资料和解开它的密钥，请加密保存，只让负责的人拿到`
}

runCommand(async () => {
  const [folder, option, ...more] = process.argv.slice(2)
  if (folder === undefined || folder.startsWith('--') || more.length > 0 || (option !== undefined && option !== '--no-files')) {
    console.error(usage)
    return 2
  }
  await withDatabase(async (db, environment) => {
    const key = await keyInUse(environment.DATA_DIR, environment.DATA_KEY)
    if (key === null) throw new Refusal(`${environment.DATA_DIR} 里没有 data.key，也没有设 DATA_KEY；没有密钥的备份打不开电话和门牌`)
    const files = option === '--no-files' ? null : openFileStore(environment)
    console.log(says(folder, await takeBackup({ db, clock: systemClock, key, files }, folder)))
  })
  return 0
})
