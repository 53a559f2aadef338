import { signedIn } from '../testing/people/signed-in'
import { mildRules } from '../testing/worlds/venues'
import { openingsWorld, weekdays, type OpeningsWorld } from '../services/testing/services'

let here: OpeningsWorld
beforeEach(async () => {
  here = await openingsWorld()
})
afterEach(() => here.app.close())

const service = 'S-SLOT'
const tuesday = '2026-11-24'
const noTuesday = { weekly: weekdays([1, 3, 4, 5], '09:00', '11:00') }
const whole = ['09:00–09:30 free', '09:30–10:00 free', '10:00–10:30 free', '10:30–11:00 free']

test('a check says what rules would do and writes nothing', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  const she = await here.resident()
  const booking = await here.books(she, first, { seats: 2 })
  const hits = await here.checks(service, noTuesday)
  expect(hits.rows).toEqual([
    {
      bookingId: booking.id,
      serviceName: '血压测量',
      startsAt: '2026-11-24T01:00:00.000Z',
      seats: 2,
      name: '王**',
      hasAccount: true,
      phone: null,
      why: '这一天不再开放',
    },
  ])
  // Four Tuesdays lie ahead: 11-24, 12-01, 12-08, 12-15.
  expect([hits.slotsAdded, hits.slotsRemoved]).toEqual([0, 16])
  expect(await here.dayOf(service, tuesday)).toEqual(['09:00–09:30 full', ...whole.slice(1)])
  expect((await here.checks(service, { minutes: 60 })).rows[0]?.why).toBe('这个时段的长短变了')
  expect((await here.checks(service, { weekly: weekdays([1, 2, 3, 4, 5], '14:00', '16:00') })).rows[0]?.why).toBe('这个时段不再开放')
})

test('a reason of nothing visible, saved by an earlier version, is read, and asked for when the rules are saved again', async () => {
  const before = await here.app.db.selectFrom('service').select('rules').where('code', '=', service).executeTakeFirstOrThrow()
  const exceptions = [{ day: '2026-12-24', reason: '\u200B', hours: [] }]
  const rules = JSON.stringify({ ...(before.rules as object), exceptions })
  await here.app.db.updateTable('service').set({ rules }).where('code', '=', service).execute()
  expect(await here.dayOf(service, tuesday)).toEqual(whole)
  await expect(here.checks(service, { exceptions })).rejects.toThrow('看得见')
  expect((await here.checks(service, { exceptions: [{ day: '2026-12-24', reason: '盘点', hours: [] }] })).rows).toEqual([])
})

test('rules without hits make, change and take away slots, and count up', async () => {
  const after = await here.changes(service, { weekly: weekdays([2, 6], '14:00', '15:00', 3), walkInPercent: 40, horizonDays: 30 })
  expect(after).toMatchObject({ version: 2, slotsUntil: '2026-12-30', rules: { walkInPercent: 40 } })
  expect(await here.dayOf(service, tuesday)).toEqual(['14:00–14:30 free', '14:30–15:00 free'])
  expect(await here.dayOf(service, '2026-11-25')).toEqual([])
  expect(await here.dayOf(service, '2026-12-26')).toHaveLength(2)
  const { rows } = await here.app.does(null, 'GET /v1/services/{code}/slots', { params: { code: service }, query: { day: tuesday } })
  expect(rows[0]).toMatchObject({ capacity: 2, free: 2 })
})

test('called off: each is told why and when else there is a place, and the slot is gone', async () => {
  const slots = await here.slotsOf(service, tuesday)
  const she = await here.resident()
  const booking = await here.books(she, slots[0] ?? '')
  const waiter = await here.resident()
  await here.books(await here.resident(), slots[1] ?? '', { seats: 2 })
  await here.waits(waiter, slots[1] ?? '')
  await here.changes(service, { ...noTuesday, leadMinutes: 1440 })
  expect(await here.sees(she, booking)).toMatchObject({ state: 'cancelled', reason: '医生调班' })
  const [told] = await here.toldTexts(she)
  expect(told).toBe('血压测量 明天 9:00：医生调班。当时还有空位：后天 9:00、后天 9:30、后天 10:00，点开可以再约')
  expect(await here.dayOf(service, tuesday)).toEqual(['09:00–09:30 closed', '09:30–10:00 closed'])
  expect(await here.taken(slots[0] ?? '')).toBe(0)
  expect(await here.waitingOf(waiter)).toEqual([])
  expect((await here.toldTexts(waiter))[0]).toContain('医生调班')
})

test('kept: those booked keep their place, nobody new is taken, and nothing is laid over their time', async () => {
  const slots = await here.slotsOf(service, tuesday)
  const she = await here.resident()
  const booking = await here.books(she, slots[1] ?? '')
  await here.changes(service, { minutes: 60 }, 'keep')
  expect(await here.sees(she, booking)).toMatchObject({ state: 'booked', startsAt: '2026-11-24T01:30:00.000Z' })
  expect(await here.dayOf(service, tuesday)).toEqual(['09:30–10:00 closed', '10:00–11:00 free'])
  const late = await here.app.call(await here.resident(), 'POST /v1/holds', { body: { slotId: slots[1] ?? '', seats: 1 } })
  expect(late.problem?.code).toBe('slotGone')
  // Rules that include the slot again reopen it, with its bookings.
  await here.changes(service, {})
  expect(await here.dayOf(service, tuesday)).toEqual(whole)
  expect(await here.taken(slots[1] ?? '')).toBe(1)
})

test('a slot whose length changes is called off and made anew', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  const she = await here.resident()
  const booking = await here.books(she, first)
  await here.changes(service, { minutes: 60 })
  expect(await here.dayOf(service, tuesday)).toEqual(['09:00–10:00 free', '10:00–11:00 free'])
  expect(await here.sees(she, booking)).toMatchObject({ state: 'cancelled', endsAt: '2026-11-24T01:30:00.000Z' })
})

test('fewer places hit those who booked last', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  const early = await here.resident()
  const late = await here.resident()
  const [kept, lost] = [await here.books(early, first), await here.books(late, first)]
  const fewer = { weekly: weekdays([1, 2, 3, 4, 5], '09:00', '11:00', 1) }
  expect((await here.checks(service, fewer)).rows).toMatchObject([{ bookingId: lost.id, why: '名额减少了' }])
  await here.changes(service, fewer)
  expect((await here.sees(early, kept)).state).toBe('booked')
  expect((await here.sees(late, lost)).state).toBe('cancelled')
  expect(await here.dayOf(service, tuesday)).toEqual(['09:00–09:30 full', ...whole.slice(1)])
  expect(await here.taken(first)).toBe(1)
})

test('fewer places with all kept take nobody new, even when one of them cancels', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  const early = await here.resident()
  const kept = await here.books(early, first, { seats: 2 })
  await here.changes(service, { weekly: weekdays([1, 2, 3, 4, 5], '09:00', '11:00', 1) }, 'keep')
  expect(await here.dayOf(service, tuesday)).toEqual(['09:00–09:30 closed', ...whole.slice(1)])
  await here.cancels(early, kept)
  expect(await here.taken(first)).toBe(0)
  expect((await here.dayOf(service, tuesday))[0]).toBe('09:00–09:30 closed')
})

test('more places go to whoever waits first', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  await here.books(await here.resident(), first, { seats: 2 })
  const [one, two] = [await here.resident(), await here.resident()]
  await here.waits(one, first)
  await here.waits(two, first)
  await here.changes(service, { weekly: weekdays([1, 2, 3, 4, 5], '09:00', '11:00', 3) })
  expect((await here.waitingOf(one))[0]?.state).toBe('offered')
  expect((await here.waitingOf(two))[0]?.state).toBe('waiting')
})

test('a place held while the rules change is let go, and is no hit', async () => {
  const [first = ''] = await here.slotsOf(service, tuesday)
  const she = await here.resident()
  const held = await here.holds(she, first)
  expect((await here.checks(service, noTuesday)).rows).toEqual([])
  await here.changes(service, noTuesday, 'keep')
  const booked = await here.app.call(she, 'POST /v1/bookings', { body: { holdId: held.id } })
  expect(booked.problem?.code).toBe('slotGone')
})

test('whoever books after the check makes it void', async () => {
  const { app, secretary } = here
  const [first = ''] = await here.slotsOf(service, tuesday)
  const { digest } = await here.checks(service, noTuesday)
  await here.books(await here.resident(), first)
  const rules = { ...mildRules, horizonDays: 21, ...noTuesday }
  const put = (body: { digest: string; rules?: typeof rules }) =>
    app.call(secretary, 'PUT /v1/staff/services/{code}/rules', {
      params: { code: service },
      body: { rules, hits: 'callOff', reason: '调班', ...body },
    })
  expect((await put({ digest })).problem?.code).toBe('hitsChanged')
  const again = await here.checks(service, noTuesday)
  expect((await put({ digest: again.digest, rules: { ...rules, minutes: 20 } })).problem?.code).toBe('hitsChanged')
  expect((await put({ digest: again.digest })).status).toBe(200)
  expect((await put({ digest: again.digest })).problem?.code).toBe('hitsChanged')
})

test('slots that have begun are left as they are', async () => {
  const before = await here.dayOf(service, '2026-11-23')
  await here.changes(service, { weekly: weekdays([5], '09:00', '11:00') })
  expect(before).toHaveLength(4)
  expect(await here.dayOf(service, '2026-11-23')).toEqual(['09:00–09:30 tooLate'])
})

test('nothing is laid over a slot that is under way', async () => {
  here.app.clock.advance({ minutes: 10 })
  await here.changes(service, { minutes: 20 })
  // By the new rules a slot would begin at 9:20, but the half hour that began at 9:00 is not over.
  expect(await here.dayOf(service, '2026-11-23')).toEqual([
    '09:00–09:30 tooLate',
    '09:40–10:00 free',
    '10:00–10:20 free',
    '10:20–10:40 free',
    '10:40–11:00 free',
  ])
})

test('a professional is in one place at a time', async () => {
  const { app, district } = here
  await app.db.updateTable('service').where('district_id', '=', district.id).where('code', '=', service).set({ staff_code: 'H1' }).execute()
  const rules = { ...mildRules, horizonDays: 21 }
  const put = await app.call(here.secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: { code: 'S-PRO' }, body: { rules } })
  expect(put.problem).toMatchObject({ code: 'professionalBusy' })
  expect(put.problem?.detail).toMatch(/冯经办.*“血压测量”已有安排/)
  expect((await here.checks('S-PRO', { weekly: weekdays([1, 2, 3, 4, 5], '11:00', '12:00') })).rows).toEqual([])
})

test('nor later than slots reach: the files of the district would refuse it', async () => {
  const { app, district } = here
  await app.db.updateTable('service').where('district_id', '=', district.id).where('code', '=', service).set({ staff_code: 'H1' }).execute()
  const later = weekdays([1], '09:00', '11:00').map((row) => ({ ...row, fromDay: '2027-03-01' }))
  const rules = { ...mildRules, horizonDays: 21, weekly: [...weekdays([1], '14:00', '15:00'), ...later] }
  const put = await app.call(here.secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: { code: 'S-PRO' }, body: { rules } })
  expect(put.problem).toMatchObject({ code: 'professionalBusy', detail: '冯经办周一 09:00 在“血压测量”已有安排，请调整时间' })
})

test.each([
  ['S-HOME', { walkInPercent: 50 }, 'rules.walkInPercent', '上门服务没有现场名额'],
  ['S-HOME', { minimum: { people: 2, decideHours: 24 } }, 'rules.minimum', '只有预约到场的服务可以有最少人数'],
  ['S-WALK', { approval: { hours: 8 } }, 'rules.approval', '现场办理不用预约，没有要确认的'],
  ['S-SLOT', { minutes: 240 }, 'rules.weekly.0.to', '周一 9:00–11:00 比一个时段（240 分钟）还短，排不出时段'],
  ['S-SLOT', { minimum: { people: 3, decideHours: 24 } }, 'rules.minimum.people', '周一 9:00–11:00 只有 2 个名额，凑不够这么多人'],
])('%s: %j means nothing there, and is refused when it is checked and when it is kept', async (code, changed, path, message) => {
  const rules = { ...mildRules, ...changed }
  const params = { code }
  const check = await here.app.call(here.secretary, 'POST /v1/staff/services/{code}/rule-checks', { params, body: { rules } })
  expect(check.problem?.errors?.[0]).toEqual({ path, message })
  const body = { rules, digest: 'any', hits: 'keep' as const, reason: '调整' }
  const put = await here.app.call(here.secretary, 'PUT /v1/staff/services/{code}/rules', { params, body })
  expect(put.problem).toMatchObject({ code: 'badInput', errors: check.problem?.errors ?? [] })
})

test('only those who keep a service see and change its rules', async () => {
  const { app, district } = here
  const body = { rules: { ...mildRules, horizonDays: 21 } }
  const check = async (who: Parameters<typeof signedIn>[1]) =>
    (await app.call(await signedIn(district, who), 'POST /v1/staff/services/{code}/rule-checks', { params: { code: service }, body }))
      .problem?.code
  const listed = async (who: Parameters<typeof signedIn>[1]) =>
    (await app.does(await signedIn(district, who), 'GET /v1/staff/services')).rows.length
  expect(await check('gridMember')).toBeUndefined()
  expect(await check('streetAdmin')).toBeUndefined()
  expect(await check({ staff: 'M3' })).toBe('notFound')
  expect(await check({ staff: 'BS2' })).toBe('notFound')
  expect(await check('gridTeam')).toBe('notYourRole')
  expect(await check('resident')).toBe('notYourRole')
  expect([await listed('gridTeam'), await listed({ staff: 'M3' }), await listed({ staff: 'BS2' })]).toEqual([6, 0, 0])
  const missing = await app.call(here.secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: { code: 'NOBODY' }, body })
  expect(missing.problem?.code).toBe('notFound')
})

test('rules that come to ask for enough people decide about those who booked before', async () => {
  const [first = ''] = await here.slotsOf('S-SLOT', '2026-11-26')
  const she = await here.resident()
  const booking = await here.books(she, first)
  await here.changes('S-SLOT', { minimum: { people: 2, decideHours: 24 } })
  here.app.clock.set('2026-11-25T01:00:00.000Z')
  await here.app.jobs.runDue()
  expect(await here.sees(she, booking)).toMatchObject({ state: 'cancelled', reason: '报名 1 人，不足 2 人，这次活动不办了' })
  expect(await here.taken(first)).toBe(0)
})

test('rules whose moment to decide is past meet people who were told to come: they come, and others may', async () => {
  const [first = ''] = await here.slotsOf('S-SLOT', '2026-11-24')
  const she = await here.resident()
  const booking = await here.books(she, first)
  here.app.clock.set('2026-11-23T02:00:00.000Z')
  await here.changes('S-SLOT', { minimum: { people: 2, decideHours: 24 } })
  await here.app.jobs.runDue()
  expect((await here.sees(she, booking)).state).toBe('booked')
  const days = await here.dayOf('S-SLOT', '2026-11-24')
  expect(days).toEqual(['09:00–09:30 free', '09:30–10:00 closed', '10:00–10:30 closed', '10:30–11:00 free'])
  expect((await here.books(await here.resident(), first)).state).toBe('booked')
})

test('of two services of one professional changed at the same moment, only one gets the hours', async () => {
  const { app, district, secretary } = here
  const both = [service, 'S-PRO'] as const
  await app.db.updateTable('service').where('district_id', '=', district.id).where('code', '=', service).set({ staff_code: 'H1' }).execute()
  await here.changes('S-PRO', { weekly: [] })
  for (let hour = 11; hour < 16; hour += 1) {
    const rules = { ...mildRules, horizonDays: 21, weekly: weekdays([3], `${hour}:00`, `${hour + 1}:00`) }
    const empty = { ...rules, weekly: [] }
    const put = (code: string, digest: string, to: typeof rules) =>
      app.call(secretary, 'PUT /v1/staff/services/{code}/rules', {
        params: { code },
        body: { rules: to, digest, hits: 'keep', reason: '调班' },
      })
    const digestOf = async (code: string, to: typeof rules) =>
      (await app.does(secretary, 'POST /v1/staff/services/{code}/rule-checks', { params: { code }, body: { rules: to } })).digest
    for (const code of both) expect((await put(code, await digestOf(code, empty), empty)).status).toBe(200)
    const digests = [await digestOf(both[0], rules), await digestOf(both[1], rules)] as const
    const answers = await Promise.all(both.map((code, at) => put(code, digests[at] ?? '', rules)))
    expect(answers.map(({ status, problem }) => problem?.code ?? status).sort()).toEqual([200, 'professionalBusy'])
  }
})
