import type { OpeningRules } from '@doorstep/contract/services'
import fc from 'fast-check'
import { addDays } from '../platform/calendar'
import type { Database } from '../platform/database'
import { fakeClock } from '../testing/clock'
import { testDatabase } from '../testing/database'
import { isNothing } from './difference'
import { serviceFilesOf } from './export-services'
import { importDistrict } from './import-district'
import { refusalSays } from './says'
import { opening, sampleFiles, type TextFiles } from './test-files'

jest.setTimeout(120_000)

const district = 990101
const clock = fakeClock()
let database: Database

beforeAll(async () => {
  database = await testDatabase()
  await differenceWith(sampleFiles)
})
afterAll(() => database.close())

async function differenceWith(files: TextFiles, dryRun = false) {
  const result = await importDistrict(database.db, clock, opening(files), { dryRun })
  if (result.refused !== null) throw new Error(refusalSays(result.refused).join('\n'))
  return result.changes
}

async function exported(): Promise<TextFiles> {
  const files = await serviceFilesOf(database.db, district)
  return Object.fromEntries(files.map(({ file, text }) => [file, text]))
}

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const whole = (min: number, max: number) => fc.integer({ min, max })
const day = whole(0, 800).map((days) => addDays('2026-01-01', days))
/** What somebody may write about a day: quotes, commas and lines of their own, too. */
const reason = fc
  .string({ unit: fc.constantFrom('检', '修', ',', '"', ';', '\n', ' ', '=', "'", 'A', '1', '\\', '|'), minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== '')
  .map((text) => text.trim())
const hours = fc.uniqueArray(whole(0, 47), { minLength: 2, maxLength: 8 }).map((halves) => {
  const sorted = [...halves].sort((a, b) => a - b)
  const wall = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
  return sorted.flatMap((from, at) => {
    const to = sorted[at + 1]
    return at % 2 === 0 && to !== undefined ? [{ from: wall(from), to: wall(to), capacity: 1 + (from % 9) }] : []
  })
})

/** Any rules staff can set for a service one comes to. */
const rules: fc.Arbitrary<OpeningRules> = fc.record({
  minutes: whole(5, 480),
  bufferBefore: whole(0, 120),
  bufferAfter: whole(0, 120),
  walkInPercent: whole(0, 90),
  leadMinutes: whole(0, 43_200),
  horizonDays: whole(1, 366),
  cancelMinutes: whole(0, 43_200),
  maxSeats: whole(1, 10),
  limits: fc.record({ day: orNull(whole(1, 50)), week: orNull(whole(1, 50)), month: orNull(whole(1, 100)) }),
  approval: orNull(fc.record({ hours: whole(1, 240) })),
  minimum: orNull(fc.record({ people: whole(2, 500), decideHours: whole(1, 720) })),
  graceMinutes: whole(5, 120),
  holidays: fc.constantFrom('closed' as const, 'open' as const),
  weekly: fc
    .uniqueArray(fc.tuple(whole(1, 7), hours, orNull(day)), { maxLength: 5, selector: ([weekday]) => weekday })
    .map((days) =>
      days.flatMap(([weekday, stretches, fromDay]) =>
        stretches.map((stretch) => ({ weekday, ...stretch, fromDay, untilDay: fromDay === null ? null : addDays(fromDay, 30) })),
      ),
    ),
  exceptions: fc.uniqueArray(
    fc.record({
      day,
      reason,
      hours: fc.oneof(
        hours.map((some) => some.slice(0, 0)),
        hours,
      ),
    }),
    {
      maxLength: 4,
      selector: (one) => one.day,
    },
  ),
})

test('what is written out imports back without a difference, whatever staff set', async () => {
  await fc.assert(
    fc.asyncProperty(rules, async (set) => {
      await database.db
        .updateTable('service')
        .set({ rules: JSON.stringify({ ...set, weekly: [...set.weekly].reverse(), exceptions: [...set.exceptions].reverse() }) })
        .where('district_id', '=', district)
        .where('code', '=', 'QH-TAICHI')
        .execute()
      const changes = await differenceWith({ ...sampleFiles, ...(await exported()) }, true)
      expect(changes.service.changed).toEqual([])
      expect(isNothing(changes)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('every cell is written, so that the files say all that holds', async () => {
  const files = await exported()
  expect(Object.keys(files)).toEqual(['venues.csv', 'services.csv', 'openings.csv', 'exceptions.csv'])
  const [header, ...lines] = String(files['venues.csv']).trimEnd().split('\n')
  expect(header).toBe('\uFEFFcode,name,area_code,branch_code,address,phone,hours')
  expect(lines).toHaveLength(7)
  expect(lines[1]).toBe(
    'HS-STATION,槐树社区党群服务站,990101001001,,清河街道槐树路 30 号一层,0999-0004001,1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00',
  )
  expect(String(files['services.csv'])).toContain('HS-PHARMACY,elder,上门代配药,')
  expect(String(files['services.csv'])).toContain(',home,A,30,0,0,0,1440,14,120,1,,1,,,,,15,closed')
  expect(String(files['exceptions.csv'])).toContain('QH-SOCIAL,2026-12-26,09:00,12:00,4,年末加开窗口')
  expect(String(files['exceptions.csv'])).toContain('HS-LAW,2026-12-09,,,,律师出庭')
})
