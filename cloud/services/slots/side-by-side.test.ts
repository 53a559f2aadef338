import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { SignedIn } from '../../testing/people/signed-in'
import { mildRules } from '../../testing/worlds/venues'
import { generateSlots } from './generate'
import { openingsWorld, weekdays, type OpeningsWorld } from '../testing/services'

let here: OpeningsWorld
beforeEach(async () => {
  here = await openingsWorld()
})
afterEach(() => here.app.close())

const service = 'S-SLOT'
const days = ['2026-11-24', '2026-11-25', '2026-11-26']

/** Returns the open bookings and holds of the service, each with its slot. */
const standing = () =>
  here.app.db
    .selectFrom('booking as b')
    .innerJoin('slot as s', (on) => on.onRef('s.district_id', '=', 'b.district_id').onRef('s.id', '=', 'b.slot_id'))
    .where('b.district_id', '=', here.district.id)
    .where('b.service_code', '=', service)
    .where('b.state', 'in', ['held', ...openBookingStates])
    .select(['b.id', 'b.state', 's.state as slot', 's.day'])
    .execute()

/** Returns slots whose count of taken seats differs from the seats of their bookings, or exceeds their capacity. */
const miscounted = async () =>
  (
    await sql<{ id: string }>`
      select s.id from slot s
      left join booking b on b.district_id = s.district_id and b.slot_id = s.id and not b.walk_in
        and b.state in ('held', 'pending', 'booked', 'arrived', 'done', 'missed', 'excused')
      where s.district_id = ${here.district.id}
      group by s.district_id, s.id
      having s.taken <> coalesce(sum(b.seats), 0) or (s.state = 'open' and s.taken > s.capacity)`.execute(here.app.db)
  ).rows

/** Books every slot that is shown as free and ignores refusals. */
async function booksAway(who: SignedIn, day: string): Promise<void> {
  for (const slotId of await here.slotsOf(service, day)) {
    const held = await here.app.call(who, 'POST /v1/holds', { body: { slotId, seats: 1 } })
    if (held.status === 201) await here.app.call(who, 'POST /v1/bookings', { body: { holdId: held.body.id } })
  }
}

/** Changes rules and confirms the affected bookings, again as long as somebody books in between. */
async function insists(changed: Parameters<OpeningsWorld['changes']>[1]): Promise<void> {
  for (;;) {
    const rules = { ...mildRules, horizonDays: 21, ...changed }
    const { digest } = await here.checks(service, changed)
    const body = { rules, digest, hits: 'callOff' as const, reason: '医生调班' }
    const put = await here.app.call(here.secretary, 'PUT /v1/staff/services/{code}/rules', { params: { code: service }, body })
    if (put.status === 200) return
    expect(put.problem?.code).toBe('hitsChanged')
  }
}

test('while people book, rules change: nobody is left in a slot that is gone, and every place is counted', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => here.resident()))
  await Promise.all([
    ...people.map((who, i) => booksAway(who, days[i % 3] ?? '')),
    insists({ weekly: weekdays([2, 4], '09:00', '11:00', 1) }),
  ])
  await insists({ weekly: weekdays([2, 4], '09:30', '11:00', 3) })
  const left = await standing()
  expect(left.length).toBeGreaterThan(0)
  expect(left.filter(({ slot, day }) => slot !== 'open' || day === '2026-11-25')).toEqual([])
  expect(await miscounted()).toEqual([])
})

test('two people who change the same rules at once: one does, the other is asked to look again', async () => {
  const put = async (minutes: number) => {
    const rules = { ...mildRules, horizonDays: 21, minutes }
    const { digest } = await here.checks(service, { minutes })
    const body = { rules, digest, hits: 'keep' as const, reason: '调整' }
    return () => here.app.call(here.secretary, 'PUT /v1/staff/services/{code}/rules', { params: { code: service }, body })
  }
  const both = [await put(20), await put(40)]
  const answers = await Promise.all(both.map((send) => send()))
  expect(answers.map(({ status, problem }) => problem?.code ?? status).sort()).toEqual([200, 'hitsChanged'])
  expect(await miscounted()).toEqual([])
})

test('slots made, changed and closed in one district leave another’s of the same codes alone', async () => {
  const { app, district } = here
  const other = 990202
  const to = (table: string, columns: string) =>
    sql`insert into ${sql.table(table)} (district_id, ${sql.raw(columns)}) select ${other}, ${sql.raw(columns)} from ${sql.table(table)} where district_id = ${district.id}`.execute(
      app.db,
    )
  await app.db.insertInto('district').values({ district_id: other, name: '邻区', version: 1, imported_at: app.clock.now() }).execute()
  await to('area', 'code, kind, parent, name')
  await to('branch', 'code, name, kind, area_code, secretary, phone, place, hours, about')
  await to('staff', 'code, name, phone')
  await to('venue', 'code, name, area_code, branch_code, address, phone, hours, check_in_token')
  await to(
    'service',
    'code, sort, group_code, name, about, bring, who_may, phone, venue_code, provider, provider_name, branch_code, staff_code, way, queue, rules',
  )
  await generateSlots(app.db, app.clock, other)
  const theirs = () => app.db.selectFrom('slot').where('district_id', '=', other).selectAll().orderBy('id').execute()
  const before = await theirs()
  expect(before.length).toBeGreaterThan(100)

  // With two districts every request must name its district.
  const at = (id: number) => ({ headers: { 'x-district': String(id) } })
  const rules = { ...mildRules, horizonDays: 21, minutes: 60, weekly: weekdays([1, 2], '09:00', '11:00') }
  const own = { params: { code: service }, ...at(district.id) }
  const seen = await app.does(here.secretary, 'POST /v1/staff/services/{code}/rule-checks', { ...own, body: { rules } })
  const decided = { hits: 'callOff' as const, reason: '装修' }
  await app.does(here.secretary, 'PUT /v1/staff/services/{code}/rules', { ...own, body: { rules, digest: seen.digest, ...decided } })
  const closure = { venueCode: 'V1', fromDay: '2026-11-30', untilDay: '2026-11-30', reason: '装修' }
  const { digest } = await app.does(here.secretary, 'POST /v1/staff/closure-checks', { ...at(district.id), body: closure })
  await app.does(here.secretary, 'POST /v1/staff/closures', { ...at(district.id), body: { closure, digest, ...decided } })

  expect(await theirs()).toEqual(before)
  expect((await app.does(null, 'GET /v1/services', at(district.id))).rows).toHaveLength(6)
  expect((await app.does(null, 'GET /v1/venues/{code}/month', { params: { code: 'V1' }, ...at(district.id) })).rows).toHaveLength(6)
  const week = async (id: number) => {
    const { rows } = await app.does(null, 'GET /v1/services/{code}/days', { params: { code: service }, query: { days: '8' }, ...at(id) })
    return rows.map(({ state, slots }) => `${state} ${slots}`)
  }
  expect(await week(district.id)).toEqual(['open 2', 'open 2', 'closed 0', 'closed 0', 'closed 0', 'closed 0', 'closed 0', 'closed 0'])
  expect(await week(other)).toEqual(['open 4', 'open 4', 'open 4', 'open 4', 'open 4', 'closed 0', 'closed 0', 'open 4'])
})
