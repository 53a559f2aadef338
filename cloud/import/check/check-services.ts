import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Day } from '../../platform/time/calendar'
import { sharedTimes } from '../../services/api'
import type { Report } from '../source/fault'
import type { Files, ServiceFiles } from '../source/folder'
import { rulesOf } from '../rows/opening-rules'
import { exceptionsFile, openingsFile, servicesFile, type ExceptionLine, type OpeningLine, type ServiceLine } from '../rows/service-files'
import { checkRules } from './check-rules'
import { groupBy, checkReferences } from './references'

/** Most entries, equal to the limits of `OpeningRules` in the contract. */
const most = { weekly: 100, exceptions: 400, hours: 20 }

/**
 * Compares the service files with one another and with the rest; does nothing when the folder has none. Entries that ended before `today`
 * are ignored.
 */
export function checkServices(files: Files, today: Day, report: Report): void {
  const { booking } = files
  if (booking === null) return
  const { venues, services, openings, exceptions } = booking
  const [areaCodes, branchCodes] = [files.areas.codes, files.branches.codes]
  checkReferences(venues, 'area_code', areaCodes, '区域代码不在 areas.csv 里', report)
  checkReferences(venues, 'branch_code', branchCodes, '党支部代码不在 branches.csv 里', report)
  checkReferences(services, 'venue_code', venues.codes, '场所代码不在 venues.csv 里', report)
  checkReferences(services, 'branch_code', branchCodes, '党支部代码不在 branches.csv 里', report)
  checkReferences(services, 'staff_code', files.staff.codes, '人员代码不在 staff.csv 里', report)
  checkReferences(openings, 'service_code', services.codes, '服务代码不在 services.csv 里', report)
  checkReferences(exceptions, 'service_code', services.codes, '服务代码不在 services.csv 里', report)
  const weekly = groupBy(openings.rows, ({ service_code: service }) => service)
  const days = groupBy(exceptions.rows, ({ service_code: service }) => service)
  for (const line of services.rows) {
    checkProvider(line, report)
    checkRules(line, weekly.get(line.code) ?? [], days.get(line.code) ?? [], report)
  }
  for (const lines of weekly.values()) checkOpenings(lines, report)
  for (const lines of days.values()) checkExceptions(lines, report)
  checkProfessionals(booking, today, report)
}

const at =
  (file: string, report: Report) =>
  (row: number, column: string, found: string | number | null, wanted: string): void =>
    report({ file, row, column, found: String(found ?? ''), wanted })

function checkProvider({ row, provider, branch_code: branch, staff_code: staff }: ServiceLine, report: Report): void {
  const wrong = at(servicesFile.file, report)
  if (provider === 'branch' && branch === null) wrong(row, 'branch_code', branch, '党支部提供的服务要写明是哪个党支部')
  if (provider === 'professional' && staff === null)
    wrong(row, 'staff_code', staff, '驻点专业人员提供的服务要写明是哪一位（staff.csv 里的代码）')
  if (provider !== 'professional' && staff !== null) wrong(row, 'staff_code', staff, '只有驻点专业人员（professional）填这一格')
}

type Until = { from_day: string | null; until_day: string | null }
const sameDays = (a: Until, b: Until) =>
  (a.until_day === null || b.from_day === null || b.from_day <= a.until_day) &&
  (b.until_day === null || a.from_day === null || a.from_day <= b.until_day)

function checkOpenings(lines: readonly OpeningLine[], report: Report): void {
  const wrong = at(openingsFile.file, report)
  for (const line of lines) {
    const { row, from, to, from_day: fromDay, until_day: untilDay } = line
    if (from >= to) wrong(row, 'to', to, '结束要晚于开始；过了半夜的写成两行')
    if (fromDay !== null && untilDay !== null && fromDay > untilDay) wrong(row, 'until_day', untilDay, '不能早于 from_day')
    const clash = lines.find(
      (other) => other.row < row && other.weekday === line.weekday && other.from < to && from < other.to && sameDays(other, line),
    )
    if (clash !== undefined) wrong(row, 'from', from, `与第 ${clash.row} 行的 ${clash.from}–${clash.to} 重叠，请合并或改开`)
  }
  const beyond = lines[most.weekly]
  if (beyond !== undefined) wrong(beyond.row, 'service_code', beyond.service_code, `一项服务最多写 ${most.weekly} 行`)
}

function checkExceptions(lines: readonly ExceptionLine[], report: Report): void {
  const wrong = at(exceptionsFile.file, report)
  const days = [...groupBy(lines, ({ day }) => day).values()]
  for (const sameDay of days) {
    for (const { row, from, to, capacity, reason } of sameDay) {
      const closed = sameDay.find((other) => other.row < row && (other.from === null || from === null))
      if (closed !== undefined)
        wrong(row, 'from', from, `与第 ${closed.row} 行说的不一样：一天要么停办（from 空着，只写一行），要么写明时段`)
      if (from === null && to !== null) wrong(row, 'to', to, '停办的日子 from 空着，这一格也空着')
      if (from === null && capacity !== null) wrong(row, 'capacity', capacity, '停办的日子 from 空着，这一格也空着')
      if (from !== null && to === null) wrong(row, 'to', null, '写了 from 就要写结束时刻')
      if (from !== null && capacity === null) wrong(row, 'capacity', null, '写了 from 就要写名额')
      if (from !== null && to !== null && from >= to) wrong(row, 'to', to, '结束要晚于开始；过了半夜的写成两天')
      const clash = sameDay.find(
        (other) =>
          other.row < row && from !== null && to !== null && other.from !== null && other.to !== null && other.from < to && from < other.to,
      )
      if (clash !== undefined) wrong(row, 'from', from, `与第 ${clash.row} 行重叠，请合并或改开`)
      const first = sameDay[0]
      if (first !== undefined && reason !== first.reason)
        wrong(row, 'reason', reason, `同一天的原因要一样，第 ${first.row} 行写的是 ${first.reason}`)
    }
    const beyond = sameDay[most.hours]
    if (beyond !== undefined) wrong(beyond.row, 'day', beyond.day, `一天最多写 ${most.hours} 段`)
  }
  const [beyond] = days[most.exceptions] ?? []
  if (beyond !== undefined) wrong(beyond.row, 'day', beyond.day, `一项服务最多写 ${most.exceptions} 天`)
}

/** Checks that services of one professional never overlap from today on, because a person can only be in one place at a time. */
function checkProfessionals({ services, openings, exceptions }: ServiceFiles, today: Day, report: Report): void {
  const ofService = {
    openings: groupBy(openings.rows, ({ service_code: service }) => service),
    exceptions: groupBy(exceptions.rows, ({ service_code: service }) => service),
  }
  const given = services.rows.flatMap((line): { line: ServiceLine; staff: string; rules: OpeningRules }[] =>
    line.staff_code === null
      ? []
      : [
          {
            line,
            staff: line.staff_code,
            rules: rulesOf(line, ofService.openings.get(line.code) ?? [], ofService.exceptions.get(line.code) ?? []),
          },
        ],
  )
  for (const same of groupBy(given, ({ staff }) => staff).values()) {
    for (const [place, one] of same.entries()) {
      for (const other of same.slice(0, place)) {
        const shared = sharedTimes(one.rules, other.rules, today)
        if (shared === null) continue
        at(servicesFile.file, report)(
          one.line.row,
          'staff_code',
          one.staff,
          `${shared}与第 ${other.line.row} 行的 ${other.line.name} 撞了时间，一个人不能同时在两处`,
        )
      }
    }
  }
}
