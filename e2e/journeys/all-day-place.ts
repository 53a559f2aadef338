import { appendFileSync, cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const service = (code: string, name: string, rules: Record<number, string>) => {
  const columns = [code, 'health', name, '随到随约', '身份证', '', '', 'E2E-DAY', ...Array<string>(22).fill('')]
  for (const [at, value] of Object.entries(rules)) columns[Number(at)] = value
  return columns.join(',')
}
const hours = (code: string, from: string, to: string, places: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => `${code},${weekday},${from},${to},${places},,`).join('\n')

/**
 * Returns the folder of the sample district with one more venue, open day and night: `全天量血压` has one seat every half hour, so that the next
 * slot can be booked and attended at once, and `全天活动室` one an hour that staff must approve.
 */
export function allDayDistrict(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'doorstep-district-')), 'district')
  cpSync('samples', folder, { recursive: true })
  const add = (file: string, lines: string) => appendFileSync(join(folder, file), `${lines}\n`)
  add('venues.csv', 'E2E-DAY,全天服务站,990101001001,,清河街道槐树路 1 号,0999-0004009,1-7 00:00-24:00')
  const always = { 13: 'A', 18: '0', 19: '3', 20: '0', 29: 'open' }
  add('services.csv', service('E2E-CHECK', '全天量血压', { ...always, 14: '30', 17: '0' }))
  add('services.csv', service('E2E-ROOM', '全天活动室', { ...always, 14: '60', 17: '0', 25: '4' }))
  add('openings.csv', hours('E2E-CHECK', '00:00', '24:00', 1))
  add('openings.csv', hours('E2E-ROOM', '00:00', '24:00', 1))
  return folder
}
