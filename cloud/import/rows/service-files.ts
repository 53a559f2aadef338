import { queueLetter } from '@doorstep/contract/services/views'
import { providers, serviceGroups, serviceWays } from '@doorstep/contract/services/words'
import {
  areaCode,
  choice,
  cellType,
  code,
  day,
  endTime,
  maybe,
  maybeWords,
  otherwise,
  oneLine,
  phone,
  wallTime,
  wholeNumber,
  words,
} from '../source/cell-types'
import { type Columns, type Row, tableFile, type TableFile } from '../source/table'
import { week } from './opening-hours'

/**
 * The four CSV files about services: all of them or none. Bounds are those of `OpeningRules` in the contract; defaults of empty cells are
 * in docs/import.md, and where they depend on the service's way in `opening-rules.ts`.
 */

export const venuesFile = tableFile('venues.csv', ['code'], {
  code,
  name: oneLine(40),
  area_code: areaCode,
  branch_code: maybe(code),
  address: oneLine(100),
  phone,
  hours: week,
})

export const servicesFile = tableFile('services.csv', ['code'], {
  code,
  group: choice(serviceGroups),
  name: oneLine(30),
  about: words(200),
  bring: maybeWords(200),
  who_may: maybeWords(100),
  phone: maybe(phone),
  venue_code: code,
  provider: otherwise('centre', choice(providers)),
  provider_name: maybeWords(40),
  branch_code: maybe(code),
  staff_code: maybe(code),
  way: otherwise('slot', choice(serviceWays)),
  queue: otherwise('A', cellType(queueLetter, '应当是一个大写字母，例如 A')),
  minutes: otherwise(30, wholeNumber(5, 480)),
  buffer_before: otherwise(0, wholeNumber(0, 120)),
  buffer_after: otherwise(0, wholeNumber(0, 120)),
  walk_in_percent: maybe(wholeNumber(0, 90)),
  lead_minutes: maybe(wholeNumber(0, 43_200)),
  horizon_days: otherwise(14, wholeNumber(1, 366)),
  cancel_minutes: otherwise(120, wholeNumber(0, 43_200)),
  max_seats: otherwise(1, wholeNumber(1, 10)),
  limit_day: maybe(wholeNumber(1, 50)),
  limit_week: maybe(wholeNumber(1, 50)),
  limit_month: maybe(wholeNumber(1, 100)),
  approval_hours: maybe(wholeNumber(1, 240)),
  minimum_people: maybe(wholeNumber(2, 500)),
  minimum_hours: maybe(wholeNumber(1, 720)),
  grace_minutes: otherwise(15, wholeNumber(5, 120)),
  holidays: otherwise('closed', choice({ closed: '休息', open: '照常' })),
})

export const openingsFile = tableFile('openings.csv', ['service_code', 'weekday', 'from', 'from_day'], {
  service_code: code,
  weekday: wholeNumber(1, 7),
  from: wallTime,
  to: endTime,
  capacity: wholeNumber(1, 500),
  from_day: maybe(day),
  until_day: maybe(day),
})

export const exceptionsFile = tableFile('exceptions.csv', ['service_code', 'day', 'from'], {
  service_code: code,
  day,
  from: maybe(wallTime),
  to: maybe(endTime),
  capacity: maybe(wholeNumber(1, 500)),
  reason: words(60),
})

type RowIn<F> = F extends TableFile<infer C extends Columns> ? Row<C> : never
export type ServiceLine = RowIn<typeof servicesFile>
export type OpeningLine = RowIn<typeof openingsFile>
export type ExceptionLine = RowIn<typeof exceptionsFile>
