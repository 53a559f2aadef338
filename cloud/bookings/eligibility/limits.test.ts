import { uuidv7 } from '../../platform/process/ids'
import type { SignedIn } from '../../testing/people/signed-in'
import { nextOf, refusal, bookingWorld, type BookingWorld } from '../testing/bookings'

/** Every refusal states its reason and the next possible action. */
let here: BookingWorld
let she: SignedIn
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())
beforeEach(async () => {
  await here.fresh()
  she = await here.resident()
})

const tries = (slotId: string, more: { seats?: number; forOther?: boolean } = {}, who = she) =>
  here.app.call(who, 'POST /v1/holds', { body: { slotId, ...more } })
const ask = async (slotId: string, more: { seats?: number; forOther?: boolean } = {}) => refusal(await tries(slotId, more))
const slotRow = (id: string, changes: object) =>
  here.app.db.updateTable('slot').set(changes).where('district_id', '=', here.district.id).where('id', '=', id).execute()

describe('the slot', () => {
  test('a slot nobody knows is not found', async () => {
    expect(await ask(uuidv7())).toEqual(['notFound', 'otherService'])
  })

  test('a slot that began is past, and the next free ones are named', async () => {
    const past = await here.slot('2026-11-23 08:30')
    const now = await here.slot('2026-11-23 09:00')
    const next = await here.slot('2026-11-23 09:30')
    const answer = await tries(past)
    expect(answer.problem).toMatchObject({ code: 'slotPast', next: [{ does: 'otherSlot', id: next, label: '约今天 9:30' }] })
    expect((await ask(now))[0]).toBe('slotPast')
  })

  test('a closed slot says why', async () => {
    const slotId = await here.slot('2026-11-24 09:00')
    await slotRow(slotId, { state: 'closed', closed_reason: '水管检修' })
    const { problem } = await tries(slotId)
    expect(problem).toMatchObject({ code: 'slotGone', detail: '这个时段不开放了：水管检修。请换个时间' })
    expect(nextOf(problem)).toEqual([{ does: 'otherService', label: '看看别的服务' }])
  })

  test('a service that was given up is gone', async () => {
    const slotId = await here.slot('2026-11-24 09:00')
    await here.app.db
      .updateTable('service')
      .set({ retired_at: here.app.clock.now() })
      .where('district_id', '=', here.district.id)
      .where('code', '=', here.venue.services.slot)
      .execute()
    expect(await ask(slotId)).toEqual(['slotGone', 'otherService'])
  })

  test('a service on the spot is not booked', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { service: here.venue.services.walkIn })
    const { problem } = await tries(slotId)
    expect(problem).toMatchObject({ code: 'onTheSpotOnly', phones: [{ name: '槐树社区党群服务站', number: '0543-3000009' }] })
  })

  test('the lead time ends online booking to the minute, and then there is a phone', async () => {
    await here.rules(here.venue.services.slot, { leadMinutes: 60 })
    const slotId = await here.slot('2026-11-23 11:00')
    here.app.clock.set('2026-11-23T02:00:00.000Z')
    expect((await tries(slotId)).status).toBe(201)
    here.app.clock.set('2026-11-23T02:00:00.001Z')
    const other = await here.resident()
    const { problem } = await tries(slotId, {}, other)
    expect(problem).toMatchObject({ code: 'bookingClosed', phones: [{ number: '0543-3000009' }] })
    // Nothing begins an hour from now or later.
    expect(nextOf(problem)).toEqual([{ does: 'otherService', label: '看看别的服务' }])
  })

  test('the horizon opens a day at midnight', async () => {
    await here.rules(here.venue.services.slot, { horizonDays: 7 })
    const slotId = await here.slot('2026-12-01 09:00')
    here.app.clock.set('2026-11-23T15:59:59.999Z')
    const { problem } = await tries(slotId)
    expect(problem).toMatchObject({ code: 'notOpenYet', detail: '这个时段要到明天 0:00 起才能约，请到时候再来或先约近些的时间' })
    here.app.clock.set('2026-11-23T16:00:00.000Z')
    expect((await tries(slotId)).status).toBe(201)
  })

  test('a group activity that was decided with too few people takes nobody, and is not named as another time', async () => {
    const service = here.venue.services.group
    const decided = await here.slot('2026-11-24 08:30', { service, capacity: 9 })
    await here.slot('2026-11-24 08:00', { service, capacity: 9 })
    const later = await here.slot('2026-11-25 09:00', { service, capacity: 9 })
    const { problem } = await tries(decided)
    expect(problem).toMatchObject({ code: 'slotGone', detail: '报名人数不够，这次活动不办了；请看别的时间' })
    expect(nextOf(problem).map(({ id }) => id)).toEqual([later])
    expect((await tries(later)).status).toBe(201)
  })

  test('more places than one booking may take are pointed at', async () => {
    await here.rules(here.venue.services.slot, { maxSeats: 2 })
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 5 })
    const { problem } = await tries(slotId, { seats: 3 })
    expect(problem).toMatchObject({ code: 'badInput', errors: [{ path: 'seats', message: '这项服务一次最多约 2 个位置' }] })
    expect(nextOf(problem)).toEqual([{ does: 'otherSlot', label: '约 2 个位置', id: slotId, seats: 2 }])
    for (const seats of [0, 11, 1.5]) expect((await tries(slotId, { seats })).problem?.code).toBe('badInput')
  })
})

describe('the person', () => {
  test('one slot once, and two things at one time never', async () => {
    const mine = await here.slot('2026-11-24 09:00')
    const { professional } = here.venue.services
    const overlapping = await here.slot('2026-11-24 09:15', { service: professional })
    const after = await here.slot('2026-11-24 09:30', { service: professional })
    const { id } = await here.books(she, mine)
    const same = await tries(mine)
    expect(same.problem?.code).toBe('alreadyBooked')
    expect(nextOf(same.problem)[0]).toEqual({ does: 'myBooking', label: '看我的预约', id })
    const then = await tries(overlapping)
    expect(then.problem).toMatchObject({ code: 'alreadyThen', detail: '同一时间已约了血压测量（明天 9:00），请换个时间或先改那一个' })
    expect(nextOf(then.problem)[0]?.id).toBe(id)
    expect((await tries(after)).status).toBe(201)
  })

  test.each([
    ['day', { day: 1, week: null, month: null }, '2026-11-24 10:00', '2026-11-25 09:00', '每天'],
    // Monday to Sunday: Sunday the 29th is the same week, Monday the 30th is the next.
    ['week', { day: null, week: 1, month: null }, '2026-11-29 10:00', '2026-11-30 09:00', '每周'],
    ['month', { day: null, week: null, month: 1 }, '2026-11-30 10:00', '2026-12-01 09:00', '每个月'],
  ])('a limit a %s counts by the calendar', async (_, limits, within, beyond, word) => {
    await here.rules(here.venue.services.slot, { limits })
    const { id } = await here.books(she, await here.slot('2026-11-24 09:00'))
    const { problem } = await tries(await here.slot(within))
    expect(problem).toMatchObject({ code: 'limitReached', detail: expect.stringContaining(`每人${word}最多约 1 次`) as string })
    expect(nextOf(problem)[0]).toMatchObject({ does: 'myBooking', id })
    expect((await tries(await here.slot(beyond))).status).toBe(201)
    // Another service has limits of its own, and a cancelled booking no longer counts.
    expect((await tries(await here.slot(within, { service: here.venue.services.professional }))).status).toBe(201)
    await here.cancels(she, { id })
    expect((await here.books(she, await here.slot(within.replace('10:00', '11:00')))).state).toBe('booked')
  })

  test('a no-show limit binds its group only, names its end and lets her explain; elders are exempt', async () => {
    const missed = await here.books(she, await here.slot('2026-11-23 10:00'))
    const now = here.app.clock.now()
    const until = new Date('2026-12-20T01:00:00.000Z')
    await here.app.db
      .insertInto('booking_limit')
      .values({
        district_id: here.district.id,
        id: uuidv7(),
        account_id: she.accountId,
        group_code: 'health',
        booking_id: missed.id,
        from_at: now,
        until_at: until,
      })
      .execute()
    const slotId = await here.slot('2026-11-24 09:00')
    const { problem } = await tries(slotId)
    expect(problem?.code).toBe('limitedForNow')
    expect(problem?.detail).toContain('健康类服务12月20日前不能在线预约')
    expect(nextOf(problem)).toEqual([{ does: 'appeal', label: '说明情况', id: missed.id }])
    expect((await here.app.call(she, 'POST /v1/waiting', { body: { slotId } })).problem?.code).toBe('limitedForNow')
    const full = await here.slot('2026-11-24 11:00', { capacity: 1 })
    await here.books(await here.resident(), full)
    expect((await here.app.call(she, 'POST /v1/waiting', { body: { slotId: full, forOther: true } })).status).toBe(201)
    expect((await tries(await here.slot('2026-11-24 10:00', { service: here.venue.services.professional }))).status).toBe(201)
    expect((await tries(slotId, { forOther: true })).status).toBe(201)

    await here.app.db.updateTable('account').set({ elder: true }).where('id', '=', she.accountId).execute()
    expect((await tries(slotId)).status).toBe(201)
    await here.app.db.updateTable('account').set({ elder: false }).where('id', '=', she.accountId).execute()
    here.app.clock.set(until)
    expect((await tries(await here.slot('2026-12-21 09:00'))).status).toBe(201)
  })
})

describe('for others', () => {
  const granny = { name: '李奶奶', phone: '13900000000', relation: '邻居', consent: { how: 'inPerson' as const } }

  test('at most two places of a slot are taken for others, all together', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 9 })
    const { id } = await here.books(she, slotId, { onBehalf: granny, forOther: true })
    await here.books(she, slotId, { onBehalf: { ...granny, name: '张爷爷' }, forOther: true })
    const { problem } = await tries(slotId, { forOther: true })
    expect([problem?.code, nextOf(problem)[0]]).toEqual(['proxyLimit', { does: 'myBooking', label: '看我的预约', id }])
    // A booking for the resident themselves does not count, nor does another slot.
    expect((await here.books(she, slotId)).state).toBe('booked')
    const another = await here.slot('2026-11-24 09:30', { capacity: 9 })
    const three = await tries(another, { forOther: true, seats: 3 })
    expect([three.problem?.code, nextOf(three.problem)]).toEqual([
      'proxyLimit',
      [{ does: 'otherSlot', label: '约 2 个位置', id: another, seats: 2, forOther: true }],
    ])
  })

  test('one account has a service for at most two different people at a time, however many names it gives', async () => {
    const at = (hour: number) => here.slot(`2026-11-24 ${String(hour).padStart(2, '0')}:00`, { capacity: 9 })
    const book = async (slotId: string, name: string) => {
      const { id: holdId } = await here.app.does(she, 'POST /v1/holds', { body: { slotId, forOther: true } })
      return here.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...granny, phone: undefined, name } } })
    }
    const first = (await book(await at(9), '李奶奶')).body
    expect((await book(await at(10), '张爷爷')).status).toBe(201)
    const third = await book(await at(11), '王大爷')
    expect(third.problem).toMatchObject({
      code: 'proxyLimit',
      detail: '同一项服务，最多同时替两个人约；办完或取消一个后再约，也可以打电话给服务点',
      phones: [{ number: '0543-3000009' }],
      next: [{ does: 'myBooking', id: first.id }],
    })
    // The two people already booked for may have more bookings; another service is counted separately, and so are the account's own
    // bookings.
    expect((await book(await at(14), '张爷爷')).status).toBe(201)
    expect((await book(await here.slot('2026-11-24 15:00', { service: here.venue.services.professional }), '王大爷')).status).toBe(201)
    expect((await here.books(she, await at(16))).state).toBe('booked')
    // A moved booking does not use up another one, and an ended booking no longer counts.
    const moved = { params: { id: first.id }, body: { slotId: await at(17) } }
    expect((await here.app.call(she, 'POST /v1/bookings/{id}/move', moved)).status).toBe(200)
    await here.cancels(she, first)
    expect((await book(await at(18), '王大爷')).status).toBe(201)
  })

  const spellings = [
    '买买提\u00B7艾力',
    '买买提\u2022艾力',
    '买买提\u30FB艾力',
    ['买买提', '艾力'].join('.'),
    '买买提艾力',
    '买买提\u200B艾力',
  ]
  test('a name is one person with any dot or none, and their number however it is written', async () => {
    const taken = await here.slot('2026-11-24 09:00', { capacity: 9 })
    const onBehalf = { ...granny, name: '买买提\u00B7艾力', phone: '010-62345678' }
    const { id } = await here.books(she, taken, { onBehalf, forOther: true })
    for (const name of spellings) {
      for (const phone of ['(010)62345678', '+86 10 6234 5678', '010-62345678转801', '\u202D01062345678\u202C']) {
        const { id: holdId } = await here.app.does(she, 'POST /v1/holds', { body: { slotId: taken, forOther: true } })
        const { problem } = await here.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...onBehalf, name, phone } } })
        expect([problem?.code, nextOf(problem)[0]?.id]).toEqual(['alreadyBooked', id])
      }
    }
  })

  test.each(spellings)('her own name is nobody else, written %j either', async (name) => {
    await here.app.does(she, 'PUT /v1/account', { body: { name: '买买提・艾力' } })
    const { id: holdId } = await here.app.does(she, 'POST /v1/holds', {
      body: { slotId: await here.slot('2026-11-24 09:00'), forOther: true },
    })
    const { problem } = await here.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...granny, name } } })
    expect(problem).toMatchObject({ code: 'badInput', errors: [{ path: 'onBehalf.name' }] })
  })

  test('her own name is nobody else', async () => {
    await here.app.db.updateTable('account').set({ name: '刘 芳' }).where('id', '=', she.accountId).execute()
    const slotId = await here.slot('2026-11-24 09:00')
    const { id: holdId } = await here.app.does(she, 'POST /v1/holds', { body: { slotId, forOther: true } })
    const book = (name: string) => here.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...granny, name } } })
    expect((await book('刘芳 ')).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'onBehalf.name' }] })
    expect((await book('刘芳芳')).status).toBe(201)
  })

  test('another time that is named is for the other, too', async () => {
    const past = await here.slot('2026-11-23 08:30')
    const next = await here.slot('2026-11-23 09:30')
    expect(nextOf((await tries(past, { forOther: true })).problem)).toMatchObject([{ does: 'otherSlot', id: next, forOther: true }])
  })

  test('a stranger who knows name and phone learns nothing of what that person has, and cannot keep them from it', async () => {
    await here.rules(here.venue.services.slot, { limits: { day: 1, week: null, month: null } })
    const first = await here.slot('2026-11-24 09:00', { capacity: 9 })
    const overlapping = await here.slot('2026-11-24 09:15', { service: here.venue.services.professional, capacity: 9 })
    const later = await here.slot('2026-11-24 10:00', { capacity: 9 })
    const stranger = await here.resident()
    const book = async (who: SignedIn, slotId: string, name = granny.name) => {
      const { id: holdId } = await here.app.does(who, 'POST /v1/holds', { body: { slotId, forOther: true } })
      return here.app.call(who, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...granny, name } } })
    }
    // Whatever she has, the stranger is answered as for a person without any booking: same slot, same time, the day's limit.
    const daughters = await book(she, first)
    expect(daughters.status).toBe(201)
    for (const slotId of [first, overlapping, later]) expect((await book(await here.resident(), slotId, '李 奶奶')).status).toBe(201)
    // What a stranger booked first keeps nobody from booking for her, and for oneself nobody is found by name and phone.
    expect((await book(stranger, later, '王爷爷')).status).toBe(201)
    expect((await book(await here.resident(), later, '王爷爷')).status).toBe(201)
    // Who acts for her is told what she has from them, by name, spaces or not.
    const again = await book(she, overlapping, '李 奶奶')
    expect(refusal(again)).toEqual(['alreadyThen', 'myBooking', ...refusal(again).slice(2)])
    expect(refusal(await book(she, first)).slice(0, 2)).toEqual(['alreadyBooked', 'myBooking'])
    expect(nextOf((await book(she, later)).problem)[0]).toMatchObject({ does: 'myBooking', id: daughters.body.id })
  })

  test('strangers who share a name and give no phone are not one person, and nobody hears of the other', async () => {
    await here.rules(here.venue.services.slot, { limits: { day: 1, week: null, month: null } })
    const wang = { ...granny, name: '王奶奶', phone: undefined }
    const other = await here.resident()
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 9 })
    const later = await here.slot('2026-11-24 10:00', { capacity: 9 })
    const books = async (who: SignedIn, at: string, onBehalf: typeof wang) => {
      const { id: holdId } = await here.app.does(who, 'POST /v1/holds', { body: { slotId: at, forOther: true } })
      return refusal(await here.app.call(who, 'POST /v1/bookings', { body: { holdId, onBehalf } }))[0]
    }
    expect([await books(she, slotId, wang), await books(other, slotId, wang)]).toEqual(['none', 'none'])
    // For the account that gave it, the name is one person, with that person's limits.
    expect([await books(she, slotId, { ...wang, name: '王 奶奶' }), await books(she, later, wang)]).toEqual([
      'alreadyBooked',
      'limitReached',
    ])
    await here.books(she, slotId, { onBehalf: { ...wang, name: '张爷爷' }, forOther: true })
    expect((await tries(slotId, { forOther: true })).problem?.code).toBe('proxyLimit')
  })

  test.each(['本人', '自己', ' 我 自己 '])('“%s” is nobody else: the form says which way to book for oneself', async (relation) => {
    const { id: holdId } = await here.app.does(she, 'POST /v1/holds', {
      body: { slotId: await here.slot('2026-11-24 09:00'), forOther: true },
    })
    const { problem } = await here.app.call(she, 'POST /v1/bookings', { body: { holdId, onBehalf: { ...granny, relation } } })
    expect(problem).toMatchObject({
      code: 'badInput',
      errors: [{ path: 'onBehalf.relation', message: '给自己约，请在上面选“我自己”；替别人约，请写您是他的什么人，例如 女儿、邻居' }],
    })
  })
})
