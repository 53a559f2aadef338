import { ruleFaults } from '@doorstep/contract/openings/rule-faults'
import { OpeningRules } from '@doorstep/contract/openings/rules'
import { ServiceWay } from '@doorstep/contract/services/views'
import fc from 'fast-check'
import * as v from 'valibot'
import type { Database } from '../../platform/database/database'
import { addDays } from '../../platform/time/calendar'
import { fakeClock } from '../../testing/app/clock'
import { testDatabase } from '../../testing/database/database'
import { refusalReport } from '../check/report'
import { opening, sampleFiles, type TextFiles } from '../source/test-files'
import { importDistrict } from '../write/import-district'
import { serviceFilesOf } from './export-services'

jest.setTimeout(120_000)

const district = 990101
const clock = fakeClock()
let database: Database

beforeAll(async () => {
  database = await testDatabase()
  const result = await importDistrict(database.db, clock, opening(sampleFiles))
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
})
afterAll(() => database.close())

async function exported(): Promise<TextFiles> {
  const files = await serviceFilesOf(database.db, district)
  return Object.fromEntries(files.map(({ file, text }) => [file, text]))
}

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const whole = (min: number, max: number) => fc.integer({ min, max })
const day = whole(0, 800).map((days) => addDays('2026-01-01', days))
/** A reason for a day, also with quotes, commas and line breaks. */
const reason = fc
  .string({
    unit: fc.constantFrom('检', '修', ',', '"', ';', '\n', ' ', '=', '+', '-', '@', '\uFF1D', '\t', "'", 'A', '1', '\\', '|'),
    minLength: 1,
    maxLength: 30,
  })
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

/** Any rules that the files can express, also those that staff may not set. */
const rules: fc.Arbitrary<OpeningRules> = fc.record({
  minutes: fc.oneof(whole(5, 30), whole(5, 480)),
  bufferBefore: whole(0, 120),
  bufferAfter: whole(0, 120),
  walkInPercent: fc.oneof(fc.constant(0), whole(0, 90)),
  leadMinutes: whole(0, 43_200),
  horizonDays: whole(1, 366),
  cancelMinutes: whole(0, 43_200),
  maxSeats: whole(1, 10),
  limits: fc.record({ day: orNull(whole(1, 50)), week: orNull(whole(1, 50)), month: orNull(whole(1, 100)) }),
  approval: orNull(fc.record({ hours: whole(1, 240) })),
  minimum: orNull(fc.record({ people: fc.oneof(whole(2, 4), whole(2, 500)), decideHours: whole(1, 720) })),
  graceMinutes: whole(5, 120),
  holidays: fc.constantFrom('closed' as const, 'open' as const),
  weekly: fc.array(fc.tuple(whole(1, 7), hours, orNull(day), orNull(whole(-1, 60))), { maxLength: 4 }).map((days) =>
    days.flatMap(([weekday, stretches, fromDay, length]) =>
      stretches.map((stretch) => ({
        weekday,
        ...stretch,
        fromDay,
        untilDay: length === null ? null : addDays(fromDay ?? '2026-06-01', length),
      })),
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

/** The same rules without those that some ways do not allow, so that enough of them are accepted. */
const careful = (set: OpeningRules): OpeningRules => ({ ...set, minutes: 5, walkInPercent: 0, approval: null, minimum: null })

const setRules = (code: string, set: OpeningRules) =>
  database.db
    .updateTable('service')
    .set({ rules: JSON.stringify(set) })
    .where('district_id', '=', district)
    .where('code', '=', code)
    .execute()
/** Returns the rules that an import reads from the files, or null when it refuses them. */
async function imported(files: TextFiles, code: string): Promise<OpeningRules | null> {
  const result = await importDistrict(database.db, clock, opening({ ...sampleFiles, ...files }), { dryRun: true })
  if (result.refused !== null) return null
  const [change, ...more] = result.changes.service.changed
  if (change?.row.code !== code || more.length > 0) throw new Error('Other services changed, too')
  return change.row.rules
}

test.each([
  ['QH-TAICHI', 'slot'],
  ['HS-PHARMACY', 'home'],
  ['HS-PAPERS', 'walkIn'],
] as const)(
  'rules of %s (%s) that the app takes come back from export and import as they were; others are refused by both',
  async (code, way) => {
    const said = { app: 0, both: 0 }
    const { rules: own } = await database.db
      .selectFrom('service')
      .select('rules')
      .where('district_id', '=', district)
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
    const before = v.parse(OpeningRules, own)
    await fc.assert(
      fc.asyncProperty(fc.oneof(rules, rules.map(careful)), async (set) => {
        await setRules(code, { ...set, weekly: [...set.weekly].reverse(), exceptions: [...set.exceptions].reverse() })
        const files = await exported()
        await setRules(code, { ...before, horizonDays: set.horizonDays === 1 ? 2 : 1 })
        const back = await imported(files, code)
        const takes = v.is(OpeningRules, set) && ruleFaults(set, way).length === 0
        expect(back !== null).toBe(takes)
        said.app += 1
        if (back === null) return
        said.both += 1
        await setRules(code, back)
        expect(await exported()).toEqual(files)
      }),
      { numRuns: 40 },
    )
    await setRules(code, before)
    // Both kinds occurred often enough: accepted and refused.
    expect(said.both).toBeGreaterThan(3)
    expect(said.both).toBeLessThan(said.app)
  },
)

test('what the files say, the app would take', async () => {
  const rows = await database.db.selectFrom('service').select(['code', 'way', 'rules']).where('district_id', '=', district).execute()
  expect(rows).toHaveLength(30)
  for (const { code, way, rules: set } of rows) {
    const taken = v.parse(OpeningRules, set)
    expect([code, ruleFaults(taken, v.parse(ServiceWay, way))]).toEqual([code, []])
  }
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
