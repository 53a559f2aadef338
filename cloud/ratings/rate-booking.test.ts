import type { RateServiceForm } from '@doorstep/contract/ratings'
import type { InferInput } from 'valibot'
import { counter, runAgain, type Counter } from '../bookings/testing/staff'
import type { SignedIn } from '../testing/people/signed-in'

let here: Counter
let at = 0
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

type Rating = InferInput<typeof RateServiceForm>
const bad: Rating = { satisfied: 1, reasons: ['waited'], text: '等了一个小时' }

/** Completes a booking served by the grid member: a slot of its own for each test, on Monday from 10:00 on. */
async function had(who: SignedIn, by = here.member) {
  at += 1
  const minutes = 10 * 60 + at * 5
  const wall = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  here.app.clock.set('2026-11-23T01:00:00.000Z')
  const booking = await here.books(who, await here.slot(`2026-11-23 ${wall}`, { minutes: 5 }))
  here.app.clock.set('2026-11-23T06:00:00.000Z')
  await here.acts(by, booking, 'finish', {})
  return booking
}
const rates = async (who: SignedIn, { id }: { id: string }, body: Rating = { satisfied: 5 }) =>
  (await here.app.call(who, 'POST /v1/bookings/{id}/ratings', { params: { id }, body })).problem?.code ?? null
const ratings = async (who: SignedIn, query: { view?: 'owed' | 'all'; venue?: string } = {}) =>
  (await here.app.does(who, 'GET /v1/staff/booking-ratings', { query })).rows
const answers = async (who: SignedIn, { id }: { id: string }, text = '已经加派人手，给您道歉') =>
  (await here.app.call(who, 'POST /v1/staff/booking-ratings/{id}/answer', { params: { id }, body: { text } })).problem?.code ?? null

/** Returns the rating of a booking, as the venue's managers see it. */
async function ratingOf({ id }: { id: string }, who = here.secretary) {
  const { id: ratingId } = await here.app.db
    .selectFrom('booking_rating')
    .where('district_id', '=', here.district.id)
    .where('booking_id', '=', id)
    .select('id')
    .executeTakeFirstOrThrow()
  const row = (await ratings(who, { view: 'all' })).find((one) => one.id === ratingId)
  if (row === undefined) throw new Error('A rating that is not listed')
  return row
}

test('a service that was had is rated once, by whoever booked it', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const ahead = await here.books(she, await here.slot('2026-11-25 09:00'))
  expect(await rates(she, ahead)).toBe('notNow')
  const booking = await had(she)
  expect(await rates(other, booking)).toBe('notFound')
  expect(await rates(here.member, booking)).toBe('notFound')
  const { body: rated } = await here.app.call(she, 'POST /v1/bookings/{id}/ratings', {
    params: { id: booking.id },
    body: { satisfied: 4, text: '很耐心' },
  })
  expect(rated.rating).toMatchObject({ satisfied: 4, reasons: [], text: '很耐心', answer: null })
  expect(await rates(she, booking)).toBe('alreadyRated')
})

test('two ratings at the same moment are one', async () => {
  const she = await here.resident()
  const booking = await had(she)
  const answered = await Promise.all([5, 4, 3].map((satisfied) => rates(she, booking, { satisfied })))
  expect(answered.filter((code) => code === null)).toHaveLength(1)
})

test('the window is 15 days', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const [hers, his] = [await had(she), await had(he)]
  here.app.clock.set('2026-12-08T06:00:00.000Z')
  expect(await rates(she, hers)).toBeNull()
  here.app.clock.set('2026-12-08T16:00:00.000Z')
  expect(await rates(he, his)).toBe('ratingOver')
})

test('a bad one is one tap; reasons and words are added, each once, until it is answered', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const booking = await had(she)
  const adds = async (body: { reasons?: 'waited'[]; text?: string }, who = she) =>
    (await here.app.call(who, 'POST /v1/bookings/{id}/ratings/add', { params: { id: booking.id }, body })).problem?.code ?? null
  expect(await adds({ text: '等了一个小时' })).toBe('notNow')
  expect(await rates(she, booking, { satisfied: 2 })).toBeNull()
  expect(await adds({ reasons: ['waited'] }, other)).toBe('notFound')
  expect(await adds({})).toBe('badInput')
  expect(await adds({ reasons: ['waited'] })).toBeNull()
  expect(await adds({ reasons: ['waited'], text: '等了一个小时' })).toBe('ratingAnswered')
  expect((await here.sees(she, booking)).rating?.addUntil).not.toBeNull()
  expect(await adds({ text: '等了一个小时' })).toBeNull()
  expect((await here.sees(she, booking)).rating).toMatchObject({ reasons: ['waited'], text: '等了一个小时', addUntil: null })
  const row = await ratingOf(booking)
  expect(row).toMatchObject({ reasons: ['等得太久'], text: '等了一个小时' })
  expect(await answers(here.secretary, row)).toBeNull()

  const answered = await had(she)
  await rates(she, answered, { satisfied: 1 })
  await answers(here.secretary, await ratingOf(answered))
  expect((await here.sees(she, answered)).rating).toMatchObject({ addUntil: null, takeBackUntil: null })
  expect(
    (await here.app.call(she, 'POST /v1/bookings/{id}/ratings/add', { params: { id: answered.id }, body: { text: '还是慢' } })).problem
      ?.code,
  ).toBe('notNow')
})

test('a slip of the finger is taken back within two minutes, and rated anew; staff hear nothing of it', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const booking = await had(she)
  const takesBack = async (who = she) =>
    (await here.app.call(who, 'POST /v1/bookings/{id}/ratings/takeBack', { params: { id: booking.id } })).problem?.code ?? null
  expect(await takesBack()).toBe('notNow')
  await rates(she, booking, { satisfied: 1 })
  const { id } = await ratingOf(booking)
  expect(await takesBack(other)).toBe('notFound')
  here.app.clock.advance({ minutes: 2 })
  expect((await here.sees(she, booking)).rating?.takeBackUntil).toBe(here.app.clock.now().toISOString())
  expect(await takesBack()).toBeNull()
  expect((await here.sees(she, booking)).rating).toBeNull()
  expect((await ratings(here.secretary)).map((one) => one.id)).not.toContain(id)
  await here.app.jobs.runDue()
  expect(await keysTold(booking)).toEqual([])
  await rates(she, booking, { satisfied: 5 })
  here.app.clock.advance({ minutes: 2, ms: 1 })
  expect(await takesBack()).toBe('takeBackOver')

  here.app.clock.set('2026-12-01T01:00:00.000Z')
  await here.app.jobs.runDue()
  expect((await keysTold(booking)).sort()).toEqual(['rated'])
})

test('a bad one taken back and made again is told once, as it stands, when it can be taken back no more', async () => {
  const she = await here.resident()
  const booking = await had(she)
  await rates(she, booking, { satisfied: 1 })
  here.app.clock.advance({ minutes: 2 })
  await here.app.jobs.runDue()
  expect(await here.app.call(she, 'POST /v1/bookings/{id}/ratings/takeBack', { params: { id: booking.id } })).toMatchObject({ status: 200 })
  await rates(she, booking, { satisfied: 2 })
  await here.app.call(she, 'POST /v1/bookings/{id}/ratings/add', { params: { id: booking.id }, body: { reasons: ['waited'] } })
  here.app.clock.advance({ minutes: 2 })
  await here.app.jobs.runDue()
  expect(await keysTold(booking)).toEqual([])
  here.app.clock.advance({ ms: 1 })
  await here.app.jobs.runDue()
  expect(await keysTold(booking)).toEqual(['bad'])
  expect(await textsTold(booking, 'bad')).toEqual([expect.stringMatching(/：不满意（等得太久），请在⟦2026-11-30⟧前答复居民$/)])
  await answers(here.secretary, await ratingOf(booking))
})

test('a bad one that is answered at once is not asked for any more', async () => {
  const she = await here.resident()
  const booking = await had(she)
  await rates(she, booking, bad)
  expect(await answers(here.secretary, await ratingOf(booking))).toBeNull()
  here.app.clock.advance({ minutes: 2, ms: 1 })
  await here.app.jobs.runDue()
  expect(await keysTold(booking)).not.toContain('bad')
})

/** Returns what was told to staff of the rating of a booking. */
async function keysTold({ id }: { id: string }): Promise<string[]> {
  const told = await here.app.db
    .selectFrom('inbox_item')
    .where('district_id', '=', here.district.id)
    .where('key', 'like', `serviceRating:${id}:%`)
    .select('key')
    .distinct()
    .execute()
  return told.map(({ key }) => key.split(':').at(-1) ?? '')
}

async function textsTold({ id }: { id: string }, about: string): Promise<string[]> {
  const said = await here.app.db
    .selectFrom('inbox_item')
    .where('district_id', '=', here.district.id)
    .where('key', '=', `serviceRating:${id}:${about}`)
    .select('text')
    .distinct()
    .execute()
  return said.map(({ text }) => text)
}

test('whoever gave a service is told what stands at the end of the week, not what was taken back', async () => {
  const she = await here.resident()
  const booking = await had(she)
  await rates(she, booking, { satisfied: 1 })
  await here.app.call(she, 'POST /v1/bookings/{id}/ratings/takeBack', { params: { id: booking.id } })
  await rates(she, booking, { satisfied: 2 })
  await here.app.call(she, 'POST /v1/bookings/{id}/ratings/add', { params: { id: booking.id }, body: { reasons: ['waited'] } })
  here.app.clock.set('2026-11-30T01:00:00.000Z')
  await here.app.jobs.runDue()
  expect(await textsTold(booking, 'rated')).toEqual([expect.stringMatching(/：不满意（等得太久）$/)])
  await answers(here.secretary, await ratingOf(booking))
})

test('a bad one is owed an answer within five working days by somebody who did not give the service; the booker is told', async () => {
  const she = await here.resident()
  const booking = await had(she)
  expect(await rates(she, booking, bad)).toBeNull()
  here.app.clock.advance({ minutes: 2, ms: 1 })
  expect(await here.told(here.secretary)).toContain('收到一个差评，请答复')
  expect(await here.told(here.member)).not.toContain('收到一个差评，请答复')
  const owed = await ratingOf(booking)
  expect(owed).toMatchObject({
    satisfied: 1,
    reasons: ['等得太久'],
    text: '等了一个小时',
    answerBy: '2026-11-30T10:00:00.000Z',
    overdue: false,
  })

  expect(await answers(here.stranger, owed)).toBe('notFound')
  expect(await answers(here.supervisor, owed)).toBe('notYourRole')
  expect(await answers(here.member, owed)).toBe('ownRating')
  expect(await answers(here.secretary, owed)).toBeNull()
  expect(await answers(here.secretary, owed)).toBe('notNow')
  expect(await here.told(she)).toContain('您的评价有答复了')
  expect((await here.sees(she, booking)).rating).toMatchObject({ satisfied: 1, text: '等了一个小时', answer: '已经加派人手，给您道歉' })
  expect((await ratings(here.secretary, { view: 'owed' })).map(({ id }) => id)).not.toContain(owed.id)
  expect(await ratingOf(booking)).toMatchObject({ answerBy: null, answer: '已经加派人手，给您道歉' })
})

test('a good one is owed nothing', async () => {
  const she = await here.resident()
  const booking = await had(she)
  await rates(she, booking, { satisfied: 3 })
  here.app.clock.set('2026-11-30T01:00:00.000Z')
  const row = await ratingOf(booking)
  expect(row.answerBy).toBeNull()
  expect(await answers(here.secretary, row)).toBe('notNow')
})

test('an answer that is overdue is said in the list and to the supervisor, once; one in time is not', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const late = (await here.told(here.supervisor)).filter((title) => title === '服务差评超时未答复').length
  const [hers, his] = [await had(she), await had(he)]
  await rates(she, hers, bad)
  await rates(he, his, bad)
  const first = await ratingOf(hers)
  await answers(here.secretary, await ratingOf(his))
  await here.until('2026-11-30 18:00')
  expect((await ratings(here.secretary)).find(({ id }) => id === first.id)).toMatchObject({ overdue: false })
  here.app.clock.set('2026-11-30T10:00:00.001Z')
  expect((await ratings(here.supervisor)).find(({ id }) => id === first.id)).toMatchObject({ overdue: true })
  await here.app.jobs.runDue()
  await runAgain(here)
  expect((await here.told(here.supervisor)).filter((title) => title === '服务差评超时未答复')).toHaveLength(late + 1)
})

test('nobody at the place learns who gave a rating; others see no ratings of the place at all', async () => {
  const she = await here.resident()
  await rates(she, await had(she), bad)
  const rows = await ratings(here.secretary, { view: 'all' })
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`王阿姨|${she.accountId}`))
  expect(await ratings(here.stranger, { view: 'all' })).toEqual([])
  expect(await ratings(here.secretary, { view: 'all', venue: 'V9' })).toEqual([])
  expect((await ratings(here.supervisor, { view: 'all', venue: 'V1' })).length).toBe(rows.length)
})

test('whoever gave a service hears of its rating with those of the week, never at the minute she rates', async () => {
  const heard = async () => (await here.told(here.member)).filter((title) => title === '收到评价').length
  const before = await heard()
  const she = await here.resident()
  await rates(she, await had(she))
  here.app.clock.set('2026-11-30T00:59:59.999Z')
  expect(await heard()).toBe(before)
  here.app.clock.set('2026-11-30T01:00:00.000Z')
  expect(await heard()).toBeGreaterThan(before)
})

test('no list, no counter and no answer tells whoever gave a service of its rating before the notification does', async () => {
  const { secretary, member } = here
  const owed = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/staff/venues')).rows[0]?.todo.ratings ?? 0
  const lists = async (who: SignedIn) => ({
    all: (await ratings(who, { view: 'all' })).map(({ id }) => id),
    owed: (await ratings(who, { view: 'owed' })).map(({ id }) => id),
    counted: await owed(who),
  })
  here.app.clock.set('2026-11-23T06:00:00.000Z')
  const before = { member: await lists(member), secretary: await lists(secretary) }
  const [she, he] = [await here.resident(), await here.resident()]
  const [good, poor] = [await had(she), await had(he)]
  await rates(she, good)
  await rates(he, poor, bad)
  expect(await lists(member)).toEqual(before.member)
  // The bad one is owed an answer by others, who must know of it at once; the good one waits for them, too.
  const toAnswer = await lists(secretary)
  expect([toAnswer.owed.length, toAnswer.all.length, toAnswer.counted]).toEqual([
    before.secretary.owed.length + 1,
    before.secretary.all.length + 1,
    before.secretary.counted + 1,
  ])
  here.app.clock.set('2026-11-30T00:59:59.999Z')
  expect(await lists(member)).toEqual(before.member)
  here.app.clock.set('2026-11-30T01:00:00.000Z')
  const after = await lists(member)
  expect(after.all.length).toBeGreaterThanOrEqual(before.member.all.length + 2)
  expect([after.owed, after.counted]).toEqual([before.member.owed, before.member.counted])
  expect(await ratingOf(poor, member)).toMatchObject({ answerBy: null, overdue: false })
})

test('the week is all that staff read of when: no day, no hour, no minute, and a booking looks the same rated or not', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const [hers, his] = [await had(she), await had(he)]
  await rates(she, hers, bad)
  await rates(he, his, bad)
  const row = await ratingOf(hers)
  expect(row.week).toBe('2026-11-23')
  expect(row.id).not.toMatch(/^.{14}7/)
  const { answerBy, ...rest } = row
  expect([answerBy, JSON.stringify(rest)]).toEqual([expect.any(String), expect.not.stringMatching(/T\d\d:/)])
  const page = await here.app.does(here.secretary, 'GET /v1/staff/booking-ratings', { query: { view: 'all', limit: '1' } })
  expect(Buffer.from(page.next ?? '', 'base64url').toString()).toBe(JSON.stringify([page.rows[0]?.id]))

  const unrated = await had(await here.resident())
  const read = async (booking: { id: string }) =>
    (await here.app.does(here.secretary, 'GET /v1/staff/bookings/{id}', { params: { id: booking.id } })).next
  expect(await read(hers)).toBe(await read(unrated))
})

test('a service had on a Sunday is of the week that ends with it', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-29 10:00'))
  here.app.clock.set('2026-11-29T06:00:00.000Z')
  await here.acts(here.member, booking, 'finish', {})
  await rates(she, booking)
  here.app.clock.set('2026-11-30T01:00:00.000Z')
  expect((await ratingOf(booking)).week).toBe('2026-11-23')
})

test('whoever rated cannot answer it as staff', async () => {
  const own = await had(here.secretary)
  await rates(here.secretary, own, bad)
  expect(await answers(here.secretary, await ratingOf(own))).toBe('notYourRole')
})

test('page by page, every rating comes once, newest first; those owed by when they are due', async () => {
  for (const view of ['owed', 'all'] as const) {
    const all = await ratings(here.secretary, { view })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await here.app.does(here.secretary, 'GET /v1/staff/booking-ratings', {
        query: { view, limit: '2', ...(after === undefined ? {} : { after }) },
      })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toEqual(all.map(({ id }) => id))
    const given = await here.app.db
      .selectFrom('booking_rating')
      .where('district_id', '=', here.district.id)
      .select(['id', 'at', 'answer_by'])
      .execute()
    const keys = all.map(({ id }) => {
      const row = given.find((one) => one.id === id)
      return (view === 'owed' ? row?.answer_by : row?.at)?.toISOString() ?? ''
    })
    expect(keys).toEqual(view === 'owed' ? [...keys].sort() : [...keys].sort().reverse())
  }
})
