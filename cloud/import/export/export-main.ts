import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand, withDatabase, Refusal } from '../../operate/api'
import type { Db } from '../../platform/database/database'
import { districtIds } from '../../platform/database/districts'
import { serviceFilesOf } from './export-services'

const usage = `用法：npm run export -- <文件夹> [--district 990101] [--replace]
  把场所、服务和开放规则写成 npm run import 读的四个文件：venues.csv services.csv openings.csv exceptions.csv
  --district   库里有几个区时，写明是哪一个
  --replace    文件夹里已有这些文件时换掉`

function readArguments() {
  try {
    const options = { district: { type: 'string' }, replace: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ allowPositionals: true, options })
    const [folder, ...more] = positionals
    return folder === undefined || more.length > 0 ? null : { folder, ...values }
  } catch (fault) {
    if (fault instanceof TypeError && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS')) return null
    throw fault
  }
}

async function onlyDistrict(db: Db, said: string | undefined): Promise<number> {
  const known = await districtIds(db)
  const found = said === undefined ? known : known.filter((id) => String(id) === said)
  const [only] = found
  if (only === undefined) throw new Refusal(said === undefined ? '这里还没有导入任何区县的资料' : `没有 ${said} 这个区`)
  if (found.length > 1) throw new Refusal(`库里有几个区，请写明 --district：${known.join('、')}`)
  return only
}

/** Exit codes: 0 written, 1 refused, 2 invalid arguments. */
runCommand(async () => {
  const given = readArguments()
  if (given === null) {
    console.error(usage)
    return 2
  }
  await withDatabase(async (db) => {
    const files = await serviceFilesOf(db, await onlyDistrict(db, given.district))
    await mkdir(given.folder, { recursive: true })
    const there = new Set(await readdir(given.folder))
    const taken = files.map(({ file }) => file).filter((file) => there.has(file))
    if (taken.length > 0 && !given.replace) throw new Refusal(`${given.folder} 里已有 ${taken.join('、')}；要换掉请加 --replace`)
    for (const { file, text } of files) await writeFile(join(given.folder, file), text)
    console.log(`已写到 ${given.folder}：${files.map(({ file, rows }) => `${file} ${rows} 行`).join('，')}`)
  })
  return 0
})
