import { addDays, type Day } from '@doorstep/contract/time-words'

/**
 * Statutory holidays as 《全国年节及纪念日放假办法》 (2024 revision, in force since 2025-01-01) names them. They are known years before
 * the State Council publishes which days around them are off or worked (调休), so plans for such a year can rest on them.
 */

/**
 * Dates (month and day) of the holidays that follow the lunar or solar calendar: 春节 (正月初一), 清明, 端午, 中秋. Computed by GB/T
 * 33661-2017 for +08:00.
 */
const moving: Readonly<Record<number, readonly [string, string, string, string]>> = {
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
  2037: ['02-15', '04-04', '06-18', '09-24'],
  2038: ['02-04', '04-05', '06-07', '09-13'],
  2039: ['01-24', '04-05', '05-27', '10-02'],
  2040: ['02-12', '04-04', '06-14', '09-20'],
}
const fixed = { '01-01': '元旦', '05-01': '劳动节', '05-02': '劳动节', '10-01': '国庆节', '10-02': '国庆节', '10-03': '国庆节' } as const

const byYear = new Map(Object.entries(moving).map(([year, days]) => [year, holidaysOf(year, days)]))

function holidaysOf(year: string, [spring, bright, boat, moon]: readonly [string, string, string, string]): ReadonlyMap<Day, string> {
  const first = `${year}-${spring}`
  return new Map<Day, string>([
    [`${year}-${bright}`, '清明'],
    [`${year}-${boat}`, '端午'],
    // Where 中秋 falls within 国庆节, the day is named 国庆节.
    [`${year}-${moon}`, '中秋'],
    ...Object.entries(fixed).map(([day, name]): [Day, string] => [`${year}-${day}`, name]),
    ...[-1, 0, 1, 2].map((days): [Day, string] => [addDays(first, days), '春节']),
  ])
}

/** The statutory days of each year that the code knows, in order. */
export const statutoryYears: readonly (readonly Day[])[] = [...byYear.values()].map((days) => [...days.keys()].sort())

/** Returns the name of the statutory holiday on a day, 2025 to 2040; null on any other day. */
export const statutoryHoliday = (day: Day): string | null => byYear.get(day.slice(0, 4))?.get(day) ?? null
