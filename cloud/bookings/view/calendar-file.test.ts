import ICAL from 'ical.js'
import { counter, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

type Seen = Awaited<ReturnType<Counter['sees']>>

const open = async (url: string) => {
  const { searchParams, pathname } = new URL(url, 'http://here')
  const query = { exp: searchParams.get('exp') ?? '', sig: searchParams.get('sig') ?? '' }
  return here.app.call(null, 'GET /v1/bookings/{id}/calendar', { params: { id: pathname.split('/')[3] ?? '' }, query })
}

/** Returns the one event of a booking's file, as a calendar reads it. */
async function inCalendar({ icsUrl }: Pick<Seen, 'icsUrl'>) {
  const answer = await open(icsUrl ?? '')
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  const calendar = ICAL.Component.fromString(String(answer.body))
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
  const [component, ...others] = calendar.getAllSubcomponents('vevent')
  if (component === undefined || others.length > 0) throw new Error('Not one event')
  const event = new ICAL.Event(component)
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue('status'),
    start: event.startDate.toJSDate().toISOString(),
    end: event.endDate.toJSDate().toISOString(),
    summary: event.summary,
    location: event.location,
    description: event.description,
    alarms: component.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }
}

test('a booking is an event at its time and place, with what to bring and two alarms, and names nobody', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-26 09:00'))
  expect(await inCalendar(booking)).toEqual({
    uid: `${booking.id}@doorstep`,
    sequence: 0,
    status: 'CONFIRMED',
    start: '2026-11-26T01:00:00.000Z',
    end: '2026-11-26T01:30:00.000Z',
    summary: '血压测量',
    location: '槐树社区党群服务站，槐树里 1 号',
    description: `预约码 ${booking.code}\n请带：身份证\n电话：0543-3000009`,
    alarms: ['-P1D', '-PT1H'],
  })
})

test('its uid stays and its sequence grows over moves and the end, so that a calendar takes each new file for the same event', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-27 09:00'))
  const seen = [await inCalendar(booking)]
  for (const at of ['2026-11-27 10:00', '2026-11-28 09:00']) {
    const body = { slotId: await here.slot(at) }
    const moved = await here.app.does(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body })
    seen.push(await inCalendar(moved))
  }
  const cancelled = await here.cancels(she, booking)
  seen.push(await inCalendar(cancelled))
  expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1)
  expect(seen.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3])
  expect(seen.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED'])
  expect(seen.map(({ start }) => start.slice(0, 13))).toEqual(['2026-11-27T01', '2026-11-27T02', '2026-11-28T01', '2026-11-28T01'])
  expect(seen.at(-1)?.alarms).toEqual([])
  // An earlier link serves the current state.
  expect(await inCalendar(booking)).toMatchObject({ sequence: 3, status: 'CANCELLED' })
})

test('one that waits for a yes is tentative until it is said; a no takes it out of the calendar, with the reason', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const slotId = await here.slot('2026-11-30 09:00', { service: here.venue.services.ask })
  const [hers, his] = [await here.books(she, slotId), await here.books(he, slotId)]
  expect(await inCalendar(hers)).toMatchObject({ status: 'TENTATIVE', sequence: 0, summary: '会议室（待确认）' })
  await here.acts(here.member, hers, 'approve', {})
  await here.acts(here.member, his, 'decline', { reason: '那天停电' })
  expect(await inCalendar(await here.sees(she, hers))).toMatchObject({ status: 'CONFIRMED', sequence: 1, summary: '会议室' })
  const declined = await inCalendar(await here.sees(he, his))
  expect(declined).toMatchObject({ status: 'CANCELLED', sequence: 1 })
  expect(declined.description).toContain('原因：那天停电')
})

test('a home visit’s file does not say where somebody lives', async () => {
  const she = await here.resident()
  const slotId = await here.slot('2026-12-01 09:00', { service: here.venue.services.home, minutes: 120 })
  const booking = await here.books(she, slotId, { address: '槐树里 1 号楼 3-0-1', phone: '13800000000' })
  const event = await inCalendar(booking)
  expect(event.location).toBe('上门服务')
  expect(JSON.stringify(event)).not.toContain('3-0-1')
})

test('text that means something to iCalendar comes back as it was', async () => {
  await here.app.db
    .updateTable('service')
    .set({ name: 'A;B,C\\D', bring: 'a,b;c' })
    .where('district_id', '=', here.district.id)
    .where('code', '=', here.venue.services.professional)
    .execute()
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-12-02 09:00', { service: here.venue.services.professional }))
  const event = await inCalendar(booking)
  expect(event.summary).toBe('A;B,C\\D')
  expect(event.description).toContain('请带：a,b;c')
})

test('a link opens for 30 days; a forged one and one for another booking open nothing', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-12-03 09:00'))
  const other = await here.books(she, await here.slot('2026-12-04 09:00'))
  const url = booking.icsUrl ?? ''
  expect((await open(url.replace(/sig=./, 'sig=_'))).problem?.code).toBe('notFound')
  expect((await open(url.replace(booking.id, other.id))).problem?.code).toBe('notFound')
  expect((await open(url.replace(/exp=\d/, 'exp=9'))).problem?.code).toBe('notFound')
  here.app.clock.set('2026-12-23T01:00:00.000Z')
  expect((await open(url)).status).toBe(200)
  here.app.clock.set('2026-12-24T01:00:00.000Z')
  expect((await open(url)).problem?.code).toBe('fileGone')
})

test('a hold has no link, and what is over no longer offers one', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-12-07 09:00'))
  here.app.clock.set('2026-12-07T01:05:00.000Z')
  await here.acts(here.member, booking, 'finish', {})
  expect((await here.sees(she, booking)).icsUrl).toBeNull()
})
