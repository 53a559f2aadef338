import { invitationDays } from '@doorstep/contract/rules'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Refusal } from '../operate/api'
import { systemClock } from '../platform/process/clock'
import { openDatabase } from '../platform/database/database'
import { checkDataKey } from '../platform/context/check-key'
import { openDeps } from '../platform/context/deps'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { readEnvironment, WrongSetting } from '../platform/process/environment'
import { migrate } from '../platform/database/migrate'
import { roomSeals } from '../rooms'
import { readyForDryRun } from './write/dry-run'
import { inFolder } from './source/folder'
import { checkInCsv, doorsCsv, invitationsCsv, organisationInvitationsCsv } from './write/handouts'
import { importDistrict } from './write/import-district'
import { importReport, refusalReport } from './check/report'

const usage = `用法：npm run import -- <文件夹> [--dry-run] [--doors 门牌码.csv] [--check-in 签到码.csv] [--invitations 邀请码.csv] [--organisation-invitations 单位邀请码.csv]
  --dry-run       只说会改什么，不写入
  --doors         导入后写出每栋楼的门牌码，供印制
  --check-in      导入后写出每个场所的签到码，供印制
  --invitations   导入后给还没绑定微信的工作人员各发一个一次性邀请码
  --organisation-invitations  导入后给还没有联系人的驻区单位各发一个一次性邀请码
文件的格式见 docs/import.md。`

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        doors: { type: 'string' },
        'check-in': { type: 'string' },
        invitations: { type: 'string' },
        'organisation-invitations': { type: 'string' },
      },
    })
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) return null
    const dryRun = values['dry-run']
    const handouts = {
      doors: values.doors,
      checkIn: values['check-in'],
      invitations: values.invitations,
      organisationInvitations: values['organisation-invitations'],
    }
    // Hand-outs are written after an import; a dry run has none.
    if (dryRun && Object.values(handouts).some((file) => file !== undefined)) return null
    return { folder, dryRun, ...handouts }
  } catch (fault) {
    if (fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS')) return null
    throw fault
  }
}

/** Exit codes: 0 done, 1 refused and nothing written, 2 invalid arguments. */
async function main(): Promise<number> {
  const given = readArguments()
  if (given === null) {
    console.error(usage)
    return 2
  }
  const environment = readEnvironment(process.env)
  const embedded = environment.DATABASE_URL === undefined ? await startEmbeddedPostgres(environment.DATA_DIR) : null
  const database = openDatabase(environment.DATABASE_URL ?? embedded?.url ?? '', { max: 4 })
  try {
    const made = given.dryRun && (await readyForDryRun(database.db))
    if (!given.dryRun) await migrate(database.db)
    // Opening the external services may create a data key, and a dry run must leave nothing behind.
    const deps = given.dryRun ? null : await openDeps(environment, systemClock)
    // What is sealed or keyed under another key could never be opened.
    if (deps !== null) await checkDataKey(database.db, deps.keys, roomSeals)
    const imported = await importDistrict(database.db, systemClock, inFolder(given.folder), deps === null ? { dryRun: true } : { deps })
    if (imported.refused !== null) {
      console.error(refusalReport(imported.refused).join('\n'))
      return 1
    }
    console.log(importReport(imported, given.dryRun).join('\n'))
    if (made) console.log('数据库原来是空的，已先建好表，里面没有资料')
    if (given.doors !== undefined) {
      await writeFile(given.doors, await doorsCsv(database.db, imported.districtId))
      console.log(`门牌码已写到 ${given.doors}`)
    }
    if (given.checkIn !== undefined) {
      await writeFile(given.checkIn, await checkInCsv(database.db, imported.districtId))
      console.log(`签到码已写到 ${given.checkIn}`)
    }
    if (given.invitations !== undefined && deps !== null) {
      // A code gives access to that staff member's work, so the file is readable by its owner only.
      await writeFile(given.invitations, await invitationsCsv(database.db, systemClock, deps.keys, imported.districtId), { mode: 0o600 })
      console.log(`邀请码已写到 ${given.invitations}，${invitationDays} 天内有效，请当面交给本人`)
    }
    if (given.organisationInvitations !== undefined && deps !== null) {
      const codes = await organisationInvitationsCsv(database.db, systemClock, deps.keys, imported.districtId)
      await writeFile(given.organisationInvitations, codes, { mode: 0o600 })
      console.log(`单位邀请码已写到 ${given.organisationInvitations}，${invitationDays} 天内有效，请当面交给单位的联系人`)
    }
    return 0
  } finally {
    await database.close()
    await embedded?.stop()
  }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (fault: unknown) => {
    console.error(fault instanceof WrongSetting || fault instanceof Refusal ? fault.message : fault)
    process.exitCode = 1
  },
)
