import { randomUUID } from 'node:crypto'
import { holdMinutes } from '@doorstep/contract/rules'
import { uuidv7 } from '../../platform/process/ids'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { nextOf, refusal, bookingWorld, type BookingWorld } from '../testing/bookings'

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

const book = (holdId: string, more = {}, who = she) => here.app.call(who, 'POST /v1/bookings', { body: { holdId, ...more } })
const stored = (id: string) =>
  here.app.db.selectFrom('booking').selectAll().where('district_id', '=', here.district.id).where('id', '=', id).executeTakeFirstOrThrow()

describe('booking', () => {
  test('a held place becomes a booking that says when to come and what to bring', async () => {
    const slotId = await here.slot('2026-11-24 09:00')
    await here.app.does(she, 'PUT /v1/account', { body: { name: '王阿姨', phone: '13800001234' } })
    const { id } = await here.holds(she, slotId, 2)
    const { body } = await book(id, { note: '血压偏高' })
    expect(body).toMatchObject({
      id,
      state: 'booked',
      seats: 2,
      serviceName: '血压测量',
      place: '槐树社区党群服务站',
      next: '明天 9:00 开始，请提前到场签到；请准备：身份证',
      forName: null,
      heldUntil: null,
      slotId,
      note: '血压偏高',
      code: expect.stringMatching(/^\d{6}$/) as string,
      cancelUntil: '2026-11-24T01:00:00.000Z',
      arriveFrom: '2026-11-24T00:00:00.000Z',
      arriveUntil: '2026-11-24T01:30:00.000Z',
      sequence: 0,
      as: ['booker'],
    })
    expect(body.events.map(({ did, by, title }) => [did, by, title])).toEqual([
      ['hold', '您', '占了位置'],
      ['confirm', '您', '预约成功'],
    ])
    expect(body.icsUrl).toMatch(/^\/v1\/bookings\//)
    expect(await here.taken(slotId)).toBe(2)
    // The phone is stored sealed.
    const { phone_sealed: phone } = await stored(id)
    expect(phone).not.toContain('13800001234')
    expect(phone === null ? null : here.app.deps.keys.unseal(phone, 'booking.phone')).toBe('13800001234')
  })

  test('a replayed key gets the first answer, another key is told it is booked', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 5 })
    const { id: holdId } = await here.holds(she, slotId)
    const key = randomUUID()
    const first = await here.app.call(she, 'POST /v1/bookings', { body: { holdId }, key })
    const again = await here.app.call(she, 'POST /v1/bookings', { body: { holdId }, key })
    expect([again.status, again.body]).toEqual([first.status, first.body])
    const other = await book(holdId)
    expect([other.problem?.code, nextOf(other.problem)]).toEqual([
      'alreadyBooked',
      [{ does: 'myBooking', label: '看我的预约', id: holdId }],
    ])
    expect(await here.taken(slotId)).toBe(1)
  })

  test('when the hold is over the place is gone, noticed or not, and the same slot is offered again while it is free', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 1 })
    const { id } = await here.holds(she, slotId)
    here.app.clock.advance({ minutes: holdMinutes })
    for (const jobsRan of [false, true]) {
      if (jobsRan) await here.app.jobs.runDue()
      const { problem } = await book(id)
      expect(problem).toMatchObject({ code: 'holdOver', next: [{ does: 'otherSlot', id: slotId, label: '约明天 9:00' }] })
    }
    const other = await here.resident()
    await here.books(other, slotId)
    expect(refusal(await book(id))).toEqual(['holdOver', 'otherService'])
  })

  test('a stale hold of a slot that was closed says so', async () => {
    const slotId = await here.slot('2026-11-24 09:00')
    const { id } = await here.holds(she, slotId)
    await here.app.db.updateTable('slot').set({ state: 'closed', closed_reason: '停电' }).where('id', '=', slotId).execute()
    expect((await book(id)).problem).toMatchObject({ code: 'slotGone', detail: '这个时段不开放了：停电。请换个时间' })
  })

  test('the time that was right when it was held is right when it is booked', async () => {
    await here.rules(here.venue.services.slot, { leadMinutes: 60 })
    const slotId = await here.slot('2026-11-23 10:02')
    const { id } = await here.holds(she, slotId)
    here.app.clock.advance({ minutes: holdMinutes - 1 })
    expect((await book(id)).status).toBe(201)
  })

  test('somebody else’s hold, an unknown one, and somebody else’s booking are not found', async () => {
    const other = await here.resident()
    const { id } = await here.holds(she, await here.slot('2026-11-24 09:00'))
    expect((await book(id, {}, other)).problem?.code).toBe('notFound')
    expect((await book(uuidv7())).problem?.code).toBe('notFound')
    await book(id)
    for (const key of ['POST /v1/bookings/{id}/cancel', 'POST /v1/bookings/{id}/move'] as const) {
      const body = key.endsWith('move') ? { slotId: await here.slot(`2026-11-24 1${key.length % 5}:00`) } : {}
      expect((await here.app.call(other, key, { params: { id }, body: body as { slotId: string } })).problem?.code).toBe('notFound')
    }
    expect((await here.app.call(other, 'GET /v1/bookings/{id}', { params: { id } })).problem?.code).toBe('notFound')
    expect((await here.app.call(await signedIn(here.district, 'gridMember'), 'GET /v1/bookings/{id}', { params: { id } })).status).toBe(404)
  })

  test('a service with approval waits for a yes: at most its duty hours, at most until an hour before it begins', async () => {
    const { ask } = here.venue.services
    const far = await here.books(she, await here.slot('2026-11-27 09:00', { service: ask }))
    // Eight duty hours from Monday 9:00 with a noon break: 7 on Monday … 18:00 is 7 hours, one more on Tuesday from 8:30.
    expect(far).toMatchObject({ state: 'pending', approveBy: '2026-11-24T01:30:00.000Z', next: '等工作人员确认，最晚明天 9:30 答复您' })
    const near = await here.books(she, await here.slot('2026-11-23 15:00', { service: ask }))
    expect(near.approveBy).toBe('2026-11-23T06:00:00.000Z')
  })

  test('a home service needs an address and a phone, and shows them to nobody but its booker sealed', async () => {
    const { id } = await here.holds(she, await here.slot('2026-11-24 09:00', { service: here.venue.services.home, minutes: 120 }))
    expect((await book(id)).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'address' }] })
    const address = '槐树里 1 号楼 2 单元 301'
    expect((await book(id, { address })).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'phone' }] })
    const { body } = await book(id, { address, phone: '13800000000' })
    expect(body).toMatchObject({ place: '上门', address: '槐树里 1 号楼 2 单元 301', next: '明天 9:00–11:00 上门，人员安排好会告诉您' })
    expect((await stored(id)).address_sealed).not.toContain('槐树里')
  })

  test('what WeChat finds risky is not written to the staff', async () => {
    // WeChat checks text only for a user who opened the mini-program within two hours.
    await here.app.does(null, 'POST /v1/sessions', { body: { code: here.app.standIn.mintCode(she.openid) } })
    const { id } = await here.holds(she, await here.slot('2026-11-24 09:00'))
    expect((await book(id, { note: '测试违规词' })).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'note' }] })
    expect((await book(id, { note: '血压偏高' })).status).toBe(201)
  })

  test('for somebody else: with recorded consent, named, and exempt from no-show limits', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 4 })
    await here.books(she, slotId)
    const { id } = await here.app.does(she, 'POST /v1/holds', { body: { slotId, forOther: true } })
    const granny = { name: '李奶奶', relation: '婆婆' }
    const voice = await book(id, { onBehalf: { ...granny, consent: { how: 'voice' } } })
    expect(voice.problem?.code).toBe('consentNeeded')
    const { body } = await book(id, { onBehalf: { ...granny, consent: { how: 'byPhone' } } })
    expect(body).toMatchObject({ state: 'booked', forName: '李奶奶' })
    const row = await stored(id)
    expect(row).toMatchObject({ exempt: true, account_id: she.accountId, consent_id: expect.any(String) as string })
    expect(`${row.person}${row.for_sealed ?? ''}`).not.toContain('李奶奶')
  })

  test('an elder’s own booking is exempt', async () => {
    await here.app.db.updateTable('account').set({ elder: true }).where('id', '=', she.accountId).execute()
    const { id } = await here.books(she, await here.slot('2026-11-24 09:00'))
    expect((await stored(id)).exempt).toBe(true)
  })
})

describe('cancelling', () => {
  test('frees the place, keeps the row, counts up the calendar’s sequence', async () => {
    const slotId = await here.slot('2026-11-24 09:00')
    const { id } = await here.books(she, slotId, { seats: 2 })
    const gone = await here.app.does(she, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: { reason: '有事' } })
    expect(gone).toMatchObject({ state: 'cancelled', sequence: 1, next: '您已取消', cancelUntil: null })
    expect(gone.events.at(-1)).toMatchObject({ did: 'cancel', by: '您', text: '有事' })
    expect(await here.taken(slotId)).toBe(0)
    expect((await here.app.call(she, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: {} })).problem?.code).toBe('notNow')
    // The slot can be booked again.
    expect((await here.books(she, slotId)).state).toBe('booked')
  })

  test('is free to the minute the window says, which is said before confirming', async () => {
    await here.rules(here.venue.services.slot, { cancelMinutes: 120 })
    const hold = await here.holds(she, await here.slot('2026-11-24 09:00'))
    expect((await here.sees(she, hold)).cancelUntil).toBe('2026-11-23T23:00:00.000Z')
    const { id } = await here.app.does(she, 'POST /v1/bookings', { body: { holdId: hold.id } })
    here.app.clock.set('2026-11-23T23:00:00.000Z')
    const after = await here.cancels(she, { id })
    expect([after.state, after.events.at(-1)?.text]).toEqual(['cancelled', ''])
  })

  test('after the window is a late one: no no-show, the place is told and the seat goes on', async () => {
    await here.rules(here.venue.services.slot, { cancelMinutes: 120 })
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 1 })
    const { id } = await here.books(she, slotId)
    const waits = await here.resident()
    await here.waits(waits, slotId)
    const member = await signedIn(here.district, 'gridMember')
    here.app.clock.set('2026-11-23T23:00:00.001Z')
    expect((await here.sees(she, { id })).actions).toEqual(['cancel'])
    const gone = await here.app.does(she, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: { reason: '孩子病了' } })
    expect(gone).toMatchObject({ state: 'cancelled', missedSays: null })
    expect(gone.events.at(-1)).toMatchObject({ did: 'cancel', text: '临时取消：孩子病了' })
    expect((await here.waitingOf(waits))[0]?.state).toBe('offered')
    expect(await here.told(member)).toContain('有人临时取消')
  })

  test('is over when the time has begun, and then there is a phone', async () => {
    const { id } = await here.books(she, await here.slot('2026-11-24 09:00'))
    here.app.clock.set('2026-11-24T01:00:00.000Z')
    const answer = await here.app.call(she, 'POST /v1/bookings/{id}/cancel', { params: { id }, body: {} })
    expect(answer.problem).toMatchObject({
      code: 'cancelLate',
      detail: '预约的时间已经开始，来不了请打电话给服务点',
      phones: [{ name: '槐树社区党群服务站', number: '0543-3000009' }],
    })
  })
})

describe('my bookings', () => {
  test('what is ahead comes by time with a running hold first, all comes latest first, page by page', async () => {
    const ids: string[] = []
    for (const day of [27, 24, 25, 26]) ids.push((await here.books(she, await here.slot(`2026-11-${day} 09:00`))).id)
    await here.cancels(she, { id: ids[2] ?? '' })
    const hold = await here.holds(she, await here.slot('2026-11-30 09:00'))
    const list = async (view: 'ahead' | 'all', limit?: string) => {
      const pages: string[][] = []
      for (let after: string | null | undefined; after !== null;) {
        const query = { view, ...(limit ? { limit } : {}), ...(after ? { after } : {}) }
        const page: { rows: { id: string }[]; next: string | null } = await here.app.does(she, 'GET /v1/bookings', { query })
        pages.push(page.rows.map(({ id }) => id))
        after = page.next
      }
      return pages
    }
    const [d27, d24, d25, d26] = ids
    expect(await list('ahead')).toEqual([[hold.id, d24, d26, d27]])
    expect(await list('all', '2')).toEqual([[hold.id, d27], [d26, d25], [d24]])
    here.app.clock.advance({ minutes: holdMinutes })
    expect(await list('ahead')).toEqual([[d24, d26, d27]])
    expect((await here.app.call(she, 'GET /v1/bookings', { query: { after: 'x' } })).problem?.code).toBe('badInput')
  })
})
