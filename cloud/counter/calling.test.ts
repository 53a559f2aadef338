import { recallAfter } from '@doorstep/contract/rules'
import { firstWindow, testHall, type TestHall } from '../queue/testing/queue'
import { signedIn } from '../testing/people/signed-in'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const counter = () => here.app.does(here.keeper, 'GET /v1/staff/venues/{code}/counter', { params: { code: here.venue.code } })

test('two windows that call at once never get the same number', async () => {
  const drawn = []
  for (let count = 0; count < 6; count += 1) drawn.push((await here.draws()).number)
  const called = await Promise.all(Array.from({ length: 8 }, (_, index) => here.triesNext(`${index + 1} 号窗口`)))
  expect(called.filter((one) => one === 'queueEmpty')).toHaveLength(2)
  expect(called.filter((one) => one !== 'queueEmpty').sort()).toEqual(drawn)
})

test('numbers drawn at once are all different', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => here.resident()))
  const numbers = await Promise.all(people.map(async (who) => (await here.draws(who)).number))
  expect([...numbers].sort()).toEqual(Array.from({ length: 8 }, (_, index) => `A00${index + 1}`))
})

test('a booking goes first once its quarter of an hour has begun; before that it waits like everybody', async () => {
  const walkIn = await here.draws()
  const { ticket } = await here.comes('2026-11-23 09:30')
  expect(
    (await here.app.does(here.keeper, 'GET /v1/staff/venues/{code}/counter', { params: { code: 'V1' } })).waiting.map(
      ({ number }) => number,
    ),
  ).toEqual([walkIn.number, ticket.number])
  here.app.clock.set('2026-11-23T01:15:00.000Z')
  expect(await here.next()).toMatchObject({ number: ticket.number, booked: true, state: 'called', window: firstWindow })
})

test('the next call ends what the window has: served is done and may be rated, only called is passed', async () => {
  const { who, booking, ticket } = await here.comes('2026-11-23 09:30')
  const [second, third] = [await here.draws(), await here.draws()]
  await here.step('serve', await here.next())
  here.app.clock.advance({ minutes: 8 })
  expect((await here.next()).number).toBe(second.number)
  expect(await here.looks(who, ticket)).toMatchObject({ state: 'done' })
  expect(await here.sees(who, booking)).toMatchObject({ state: 'done', rateBy: expect.any(String) as string })
  expect((await here.next()).number).toBe(third.number)
  const { passed, served } = await counter()
  expect([passed.map(({ number }) => number), served]).toEqual([[second.number], 1])
})

test('when nobody waits the window keeps what it has', async () => {
  await here.draws()
  const called = await here.next()
  expect(await here.triesNext()).toBe('queueEmpty')
  expect((await counter()).current).toMatchObject([{ id: called.id, state: 'called' }])
})

test('a passed number is called once more after three others, then it is void, and its booking is over without a no-show', async () => {
  const { who, booking, ticket } = await here.comes('2026-11-23 09:30')
  const others = []
  for (let count = 0; count < recallAfter + 1; count += 1) others.push((await here.draws()).number)
  expect((await here.next()).id).toBe(ticket.id)
  await here.step('pass', ticket)
  expect(await here.looks(who, ticket)).toMatchObject({ state: 'passed', ahead: 3, says: expect.stringContaining('再过 3 个号') as string })
  const called = []
  for (let count = 0; count < recallAfter; count += 1) {
    const next = await here.next()
    called.push(next.number)
    await here.step('done', next)
  }
  expect(called).toEqual(others.slice(0, recallAfter))
  expect((await here.next()).id).toBe(ticket.id)
  expect(await here.step('pass', ticket)).toMatchObject({ state: 'void' })
  expect(await here.sees(who, booking)).toMatchObject({ state: 'cancelled', reason: '叫号两次未到' })
  expect(await here.taken(booking.slotId)).toBe(0)
  expect((await here.next()).number).toBe(others[recallAfter])
  expect(await here.told(who)).toEqual(expect.arrayContaining(['A001 叫过了，您不在', 'A001 已作废', '叫到您了：A001']))
})

test('a passed one who is back is called out of turn', async () => {
  const who = await here.resident()
  const ticket = await here.draws(who)
  await here.draws()
  await here.next()
  await here.step('pass', ticket)
  const answer = await here.app.does(here.keeper, 'POST /v1/staff/tickets/{id}/call', {
    params: { id: ticket.id },
    body: { window: '2 号窗口' },
  })
  expect(answer).toMatchObject({ state: 'called', window: '2 号窗口' })
  expect(await here.looks(who, ticket)).toMatchObject({ state: 'called', window: '2 号窗口', says: '请到2 号窗口' })
})

test('a number in hand cannot be called out of turn: its second chance is not used up', async () => {
  const { who, booking, ticket } = await here.comes('2026-11-23 09:30')
  const again = (window = firstWindow) =>
    here.app.call(here.keeper, 'POST /v1/staff/tickets/{id}/call', { params: { id: ticket.id }, body: { window } })
  expect((await here.next()).id).toBe(ticket.id)
  for (const window of [firstWindow, '2 号窗口'])
    expect((await again(window)).problem).toMatchObject({ code: 'notNow', detail: 'A001 已经叫过或者办完了，请看看最新的排队' })
  await here.step('pass', ticket)
  expect(await here.looks(who, ticket)).toMatchObject({ state: 'passed' })
  expect(await here.sees(who, booking)).toMatchObject({ state: 'arrived' })
})

test('two devices that call one number at once to their window leave it its second chance', async () => {
  const who = await here.resident()
  const ticket = await here.draws(who)
  const call = () =>
    here.app.call(here.keeper, 'POST /v1/staff/tickets/{id}/call', { params: { id: ticket.id }, body: { window: firstWindow } })
  const answers = await Promise.all([call(), call(), call()])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  await here.step('pass', ticket)
  expect(await here.looks(who, ticket)).toMatchObject({ state: 'passed' })
})

test('each is told once: when two are before them, when called; a call again tells nothing new', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => here.resident()))
  for (const who of people) await here.draws(who)
  const last = people[3]
  if (last === undefined) throw new Error('Four people')
  expect(await here.told(last)).toEqual([])
  const first = await here.next()
  expect(await here.told(last)).toEqual(['快到您了：A004'])
  // It stays true when it is read later.
  const [near] = (await here.app.does(last, 'GET /v1/inbox', {})).rows
  expect(near?.text).toMatch(/^今天 \d+:\d\d 时您前面有 2 个号，请回到.+等候$/)
  await here.step('recall', first)
  await here.step('done', first)
  await here.next()
  expect(await here.told(last)).toEqual(['快到您了：A004'])
})

test('steps are for those who keep the place and for states that allow them', async () => {
  const ticket = await here.draws()
  const stranger = await signedIn(here.district, { staff: 'M3' })
  const tries = async (who: typeof stranger, step: 'done' | 'serve' | 'pass' | 'recall') =>
    (await here.app.call(who, `POST /v1/staff/tickets/{id}/${step}` as 'POST /v1/staff/tickets/{id}/done', { params: { id: ticket.id } }))
      .problem?.code
  expect(await tries(stranger, 'done')).toBe('notFound')
  for (const step of ['done', 'serve', 'pass', 'recall'] as const) expect(await tries(here.keeper, step)).toBe('notNow')
  const elsewhere = { params: { code: here.venue.code }, body: { window: firstWindow } }
  expect((await here.app.call(stranger, 'POST /v1/staff/venues/{code}/next', elsewhere)).problem?.code).toBe('notFound')
})

test('the night ends what was left open: served is done, the rest is void, who was here counts as served, and names are forgotten', async () => {
  const { who, booking } = await here.comes('2026-11-23 09:30')
  const left = await here.resident()
  const leftTicket = await here.draws(left)
  const served = await here.draws()
  await here.app.does(here.keeper, 'POST /v1/staff/tickets/{id}/call', { params: { id: served.id }, body: { window: firstWindow } })
  await here.step('serve', served)
  const visitor = { venueCode: here.venue.code, serviceCode: here.venue.services.walkIn, name: '李奶奶' }
  expect((await here.app.does(here.keeper, 'POST /v1/staff/tickets', { body: visitor })).name).toBe('李奶奶')
  here.app.clock.set('2026-11-23T16:00:00.000Z')
  await here.app.jobs.runDue()
  await here.app.db
    .updateTable('outbox')
    .set({ done_at: null })
    .where('district_id', '=', here.district.id)
    .where('kind', '=', 'queue.dayEnd')
    .execute()
  await here.app.jobs.runDue()
  const states = await here.app.db
    .selectFrom('ticket')
    .where('district_id', '=', here.district.id)
    .select(['state', 'name'])
    .orderBy('number')
    .execute()
  expect(states.map(({ state }) => state)).toEqual(['void', 'void', 'done', 'void'])
  expect(states.map(({ name }) => name)).toEqual(['', '', '', ''])
  expect(await here.sees(who, booking)).toMatchObject({ state: 'done' })
  expect(await here.looks(left, leftTicket)).toMatchObject({ state: 'void' })
})
