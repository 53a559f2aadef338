import { hourMs } from '../../platform/time/calendar'
import type { Deps } from '../../platform/context/call'
import type { Database } from '../../platform/database/database'
import { uuidv7 } from '../../platform/process/ids'
import { importRules } from '../../openings/import-rules'
import { serviceFact } from '../../services/places/venues-and-services'
import { testApp, type TestApp } from '../../testing/app/app'
import { fakeClock } from '../../testing/app/clock'
import { filledDatabases } from '../../testing/database/filled-databases'
import { checkInCsv } from './handouts'
import { importDistrict, type Imported } from './import-district'
import { importReport, refusalReport } from '../check/report'
import { opening, sampleFiles, type TextFiles, textOf, withCells, withoutRows } from '../source/test-files'

jest.setTimeout(60_000)

const district = 990101
const clock = fakeClock()
let database: Database
let app: TestApp
let deps: Deps

/** Makes databases that have the sample district already. */
const withTheDistrict = filledDatabases(async (first) => {
  await opened(first)
  await accepted(sampleFiles).finally(app.close)
})
beforeEach(async () => opened(await withTheDistrict()))
afterEach(async () => {
  await app.close()
  await database.close()
})

async function opened(one: Database): Promise<void> {
  database = one
  app = await testApp({ database, clock })
  deps = app.deps
}

async function accepted(files: TextFiles, dryRun = false): Promise<Exclude<Imported, { refused: object }>> {
  const result = await importDistrict(database.db, clock, opening(files), { dryRun, deps })
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
  return result
}

const rowOf = (file: string, start: string) =>
  textOf(sampleFiles, file)
    .split('\n')
    .findIndex((line) => line.startsWith(start)) + 1
const withoutServices: TextFiles = Object.fromEntries(
  Object.entries(sampleFiles).filter(([file]) => !['venues.csv', 'services.csv', 'openings.csv', 'exceptions.csv'].includes(file)),
)

const venueOf = (code: string) =>
  database.db.selectFrom('venue').selectAll().where('district_id', '=', district).where('code', '=', code).executeTakeFirstOrThrow()
const service = (code: string) =>
  database.db.selectFrom('service').selectAll().where('district_id', '=', district).where('code', '=', code).executeTakeFirstOrThrow()
const slots = (code: string) =>
  database.db
    .selectFrom('slot')
    .selectAll()
    .where('district_id', '=', district)
    .where('service_code', '=', code)
    .where('starts_at', '>', clock.now())
    .orderBy('starts_at')
    .execute()

/** Books the first slot of a service that begins in an hour or later. */
async function booked(code: string) {
  const [slot] = (await slots(code)).filter(({ starts_at: startsAt }) => startsAt.getTime() > clock.now().getTime() + hourMs)
  if (slot === undefined) throw new Error(`${code} has no slot`)
  const now = clock.now()
  const row = { district_id: district, id: uuidv7(), person: 'somebody', service_code: code, venue_code: 'HS-STATION', slot_id: slot.id }
  await database.db
    .insertInto('booking')
    .values({
      ...row,
      group_code: 'agency',
      service_name: '代办',
      way: 'slot',
      day: slot.day,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      seats: 1,
      code: '123456',
      state: 'booked',
      created_at: now,
      updated_at: now,
    })
    .execute()
  await database.db.updateTable('slot').set({ taken: 1 }).where('district_id', '=', district).where('id', '=', slot.id).execute()
  return slot
}

test('a first import opens every service: slots as far as they can be booked, a check-in code a place', async () => {
  const { rows } = await app.does(null, 'GET /v1/services')
  expect(rows.map(({ code }) => code)).toHaveLength(30)
  // Every bookable service has a free slot within its horizon; a walk-in service has none.
  expect(rows.filter(({ way, nextFree }) => (nextFree === null) !== (way === 'walkIn'))).toEqual([])
  expect((await venueOf('HS-STATION')).check_in_token).toMatch(/^[0-9A-Za-z]{22}$/)
  expect((await checkInCsv(database.db, district)).split('\n')[1]).toBe(
    `${['HS-HUT', '槐树里家门口党支部小屋', '槐树里中心花园东侧'].join(',')},${(await venueOf('HS-HUT')).check_in_token}`,
  )
})

test('the same files again change nothing; a folder that says nothing of services leaves them as they are', async () => {
  const before = await slots('HS-BENEFIT')
  expect((await accepted(sampleFiles)).written).toBe(false)
  expect((await accepted(withoutServices)).written).toBe(false)
  expect(await slots('HS-BENEFIT')).toEqual(before)
})

test('an empty cell stands for what the guide says', async () => {
  const room = await service('WT-FRAUD')
  expect(room).toMatchObject({ way: 'slot', provider: 'professional', phone: '0999-0004004', bring: '', who_may: '居民都可以用' })
  expect(room.provider_name).toBe(textOf(sampleFiles, 'staff.csv').match(/^Z05,([^,]+)/m)?.[1])
  expect((await service('HS-PHARMACY')).rules).toMatchObject({
    minutes: 30,
    walkInPercent: 0,
    leadMinutes: 1440,
    horizonDays: 14,
    cancelMinutes: 120,
  })
  expect((await service('LA-TABLETENNIS')).rules).toMatchObject({
    holidays: 'open',
    approval: null,
    minimum: null,
    graceMinutes: 15,
    maxSeats: 1,
  })
})

test('a place that is changed keeps its check-in code', async () => {
  const before = await venueOf('HS-STATION')
  await accepted(withCells(sampleFiles, 'venues.csv', rowOf('venues.csv', 'HS-STATION'), { phone: '0999-0004999' }))
  expect(await venueOf('HS-STATION')).toEqual({ ...before, phone: '0999-0004999' })
})

test('new opening hours remake the slots; whoever booked keeps the place, and the dry run says so', async () => {
  const kept = await booked('HS-BENEFIT')
  const files = withoutRows(sampleFiles, 'openings.csv', (line) => line.startsWith('HS-BENEFIT,') && line.includes(',08:30,'))
  const note = '高龄津贴、护理补贴代办：有 1 个预约不在新的开放时间里，都保留，到时照常办理；要取消的请在小程序里办，会告诉本人'
  const before = await slots('HS-BENEFIT')
  const dry = await accepted(files, true)
  expect(dry.notes).toEqual([note])
  expect(importReport(dry, true)).toContain('  ~ HS-BENEFIT 高龄津贴、护理补贴代办：开放规则有变化')
  expect(await slots('HS-BENEFIT')).toEqual(before)

  expect((await accepted(files)).notes).toEqual([note])
  const after = await slots('HS-BENEFIT')
  const mornings = after.filter(({ starts_at: startsAt }) => startsAt.getUTCHours() < 4)
  expect(mornings).toEqual([{ ...kept, taken: 1, state: 'closed', closed_reason: '开放时间有调整' }])
  expect(after.length).toBeGreaterThan(50)
  expect(await database.db.selectFrom('booking').select('state').where('district_id', '=', district).execute()).toEqual([
    { state: 'booked' },
  ])
  expect((await accepted(files)).written).toBe(false)
})

test('hours at which the place is shut are pointed out', async () => {
  const files = withCells(sampleFiles, 'openings.csv', rowOf('openings.csv', 'HS-LAW,'), { from: '02:00', to: '03:00' })
  expect((await accepted(files, true)).notes).toEqual([
    expect.stringMatching(/^服务 HS-LAW（.+）的周三 2:00–3:00 不在场所的开门时间里，请核对$/) as string,
  ])
})

test('the files have the last word over what staff set, and say it beforehand', async () => {
  await database.db.transaction().execute(async (tx) => {
    const fact = await serviceFact(tx, district, 'HS-LAW')
    await importRules({ tx, districtId: district, clock, deps }, fact, { ...fact.rules, horizonDays: 60 }, '')
  })
  const { changes } = await accepted(sampleFiles, true)
  expect(changes.service.changed.map(({ row, columns }) => [row.code, columns])).toEqual([['HS-LAW', ['rules']]])
  await accepted(sampleFiles)
  expect(await service('HS-LAW')).toMatchObject({ rules: { horizonDays: 14 }, rules_version: 3 })
})

test('a service that is given up loses its empty slots and takes nobody new; who booked is served', async () => {
  const kept = await booked('HS-MEDICARE')
  const gone = (line: string) => line.startsWith('HS-MEDICARE,')
  const files = ['services.csv', 'openings.csv', 'exceptions.csv'].reduce((rest, file) => withoutRows(rest, file, gone), sampleFiles)
  const { notes } = await accepted(files)
  expect(notes).toEqual(['居民医保参保、社保卡补办：有 1 个预约在停用之后，都保留，到时照常办理；要取消的请在小程序里办，会告诉本人'])
  expect(await slots('HS-MEDICARE')).toEqual([{ ...kept, taken: 1, state: 'closed', closed_reason: '这项服务不再办理' }])
  expect((await service('HS-MEDICARE')).retired_at).toEqual(clock.now())
  expect((await app.call(null, 'GET /v1/services/{code}', { params: { code: 'HS-MEDICARE' } })).status).toBe(404)
  const again = await importDistrict(database.db, clock, opening(sampleFiles), { deps })
  expect(again.refused?.map(({ file, column, found }) => [file, column, found])).toEqual([['services.csv', 'code', 'HS-MEDICARE']])
})

test('somebody who leaves while a service is in their name is pointed out', async () => {
  const files = ['staff.csv', 'roles.csv', 'teams.csv'].reduce(
    (rest, file) => withoutRows(rest, file, (line) => line.includes('Z05')),
    withoutServices,
  )
  expect((await accepted(files, true)).notes).toContain('停用的人员名下还有 1 项服务，请在 services.csv 里换人或停用')
})

test('a service that moves to another place says so beforehand, with how many are to come to the old one', async () => {
  const [line] = [rowOf('services.csv', 'HS-BENEFIT,')]
  const files = withCells(sampleFiles, 'services.csv', line, { venue_code: 'HS-HUT' })
  const { name } = await venueOf('HS-STATION')
  const { name: hut } = await venueOf('HS-HUT')
  expect((await accepted(files, true)).notes).toContain(`高龄津贴、护理补贴代办：从${name}换到${hut}`)
  const slot = await booked('HS-BENEFIT')
  const moved = `高龄津贴、护理补贴代办：从${name}换到${hut}，已有的 1 个预约仍在原来的地点办理，改时间后才到新地点；要提前告诉本人的请打电话`
  expect((await accepted(files, true)).notes).toContain(moved)
  // The new venue is closed on the day of one of the service's slots, so that slot closes.
  const free = (await slots('HS-BENEFIT')).find(({ day }) => day > slot.day)
  if (free === undefined) throw new Error('no other day has a slot')
  const closure = { district_id: district, id: uuidv7(), venue_code: 'HS-HUT', from_day: free.day, until_day: free.day, reason: '装修' }
  await database.db
    .insertInto('closure')
    .values({ ...closure, by_staff: 'Z01', created_at: clock.now() })
    .execute()
  await accepted(files)
  expect((await service('HS-BENEFIT')).venue_code).toBe('HS-HUT')
  expect((await slots('HS-BENEFIT')).filter(({ day }) => day === free.day)).toEqual([])
  expect((await slots('HS-BENEFIT')).find(({ id }) => id === slot.id)).toMatchObject({ state: 'open', taken: 1 })
})

test('a place that moves tells who is to come, once, and their calendars', async () => {
  await booked('HS-BENEFIT')
  const files = withCells(sampleFiles, 'venues.csv', rowOf('venues.csv', 'HS-STATION'), { address: '槐树里东门新楼 2 层' })
  const bookingOf = () =>
    database.db
      .selectFrom('booking')
      .where('district_id', '=', district)
      .select(['sequence', 'to_call', 'last_seq'])
      .executeTakeFirstOrThrow()
  const before = await bookingOf()
  const { address } = await venueOf('HS-STATION')
  await accepted(files)
  await app.jobs.runDue()
  const after = await bookingOf()
  expect([after.sequence, after.last_seq]).toEqual([before.sequence + 1, before.last_seq + 1])
  expect(after.to_call).toContain(`槐树里东门新楼 2 层），不在${address} 了。时间不变。`)
  await accepted(files)
  await app.jobs.runDue()
  expect(await bookingOf()).toEqual(after)
})
