import { readFile } from 'node:fs/promises'
import { openDatabase } from '../../platform/database/database'
import { startEmbeddedPostgres } from '../../platform/database/embedded-postgres'
import { openFileStore } from '../../platform/files/open-store'
import { readEnvironment, WrongSetting } from '../../platform/process/environment'
import { verifyAll, verifyExport, type Verdict } from './verify'

const usage = `用法：npm run verify -- <导出的诉求.json> …   只凭文件核对，不用数据库和网络
     npm run verify -- --all               核对数据库里的每一件（DATABASE_URL，或 DATA_DIR 里自带的）和它的附件（S3_*，或 DATA_DIR 里的）`

const says = ({ number, events, breaks }: Verdict): string =>
  breaks.length === 0
    ? `${number} 完整，共 ${events} 条记录`
    : [`${number} 不完整`, ...breaks.map(({ seq, why }) => `  第 ${seq} 条：${why}`)].join('\n')

async function verifyFiles(paths: readonly string[]): Promise<number> {
  let broken = 0
  for (const path of paths) {
    const verdict = verifyExport(await readFile(path, 'utf8'))
    if (verdict === null) console.error(`${path} 不是导出的诉求`)
    else console.log(says(verdict))
    if (verdict === null || verdict.breaks.length > 0) broken += 1
  }
  return broken
}

async function verifyDatabase(): Promise<number> {
  const environment = readEnvironment(process.env)
  const embedded = environment.DATABASE_URL === undefined ? await startEmbeddedPostgres(environment.DATA_DIR) : null
  const database = openDatabase(environment.DATABASE_URL ?? embedded?.url ?? '', { max: 2 })
  let [cases, events, broken] = [0, 0, 0]
  try {
    for await (const verdict of verifyAll(database.db, openFileStore(environment))) {
      cases += 1
      events += verdict.events
      if (verdict.breaks.length === 0) continue
      broken += 1
      console.log(says(verdict))
    }
  } finally {
    await database.close()
    await embedded?.stop()
  }
  console.log(`共 ${cases} 件、${events} 条记录，${broken} 件不完整`)
  return broken
}

/** Returns the exit code: 0 all intact, 1 something broken, 2 wrong usage. */
async function main([first, ...rest]: readonly string[]): Promise<number> {
  if (first === undefined || (first.startsWith('--') && first !== '--all') || (first === '--all' && rest.length > 0)) {
    console.error(usage)
    return 2
  }
  const broken = first === '--all' ? await verifyDatabase() : await verifyFiles([first, ...rest])
  return broken === 0 ? 0 : 1
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (fault: unknown) => {
    console.error(fault instanceof WrongSetting ? fault.message : fault)
    process.exitCode = 1
  },
)
