import { counter, runAgain, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

test('the booker is reminded a day and an hour before, each once, whatever runs again', async () => {
  const she = await here.resident()
  await here.books(she, await here.slot('2026-11-25 10:00'))
  await here.until('2026-11-24 09:59')
  expect(await here.told(she)).toEqual([])
  await here.until('2026-11-24 10:00')
  expect(await here.heard(she)).toEqual([
    {
      title: '明天 10:00 有预约',
      text: '血压测量 明天 10:00，槐树社区党群服务站（槐树里 1 号）。请带身份证。来不了请取消（时限明天 10:00），或打电话告诉服务点 0543-3000009',
    },
  ])
  await here.until('2026-11-25 09:00')
  await runAgain(here)
  expect(await here.told(she)).toEqual(['今天 10:00 有预约', '今天 10:00 有预约'])
})

test('what was booked later than a reminder’s moment is not reminded of then', async () => {
  const she = await here.resident()
  await here.books(she, await here.slot('2026-11-23 15:00'))
  await here.until('2026-11-23 13:59')
  expect(await here.told(she)).toEqual([])
  await here.until('2026-11-23 14:00')
  expect(await here.told(she)).toEqual(['今天 15:00 有预约'])
})

test('what a reminder says about not coming is what she can still do', async () => {
  const { slot } = here.venue.services
  await here.rules(slot, { cancelMinutes: 120 })
  const she = await here.resident()
  await here.books(she, await here.slot('2026-11-27 10:00'))
  await here.until('2026-11-26 10:00')
  expect((await here.heard(she))[0]?.text).toContain('来不了请取消（时限明天 8:00），或打电话告诉服务点 0543-3000009')
  await here.until('2026-11-27 09:00')
  const [last] = await here.heard(she)
  expect(last?.title).toBe('今天 10:00 有预约')
  expect(last?.text).toMatch(/来不了请早点取消（算临时取消，不计爽约），或打电话告诉服务点 0543-3000009$/)
  await here.rules(slot, {})
})

test('a booking that was cancelled, or still waits for a yes, is not reminded of', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  await here.cancels(she, await here.books(she, await here.slot('2026-11-26 10:00')))
  await here.books(he, await here.slot('2026-11-26 10:00', { service: here.venue.services.ask }))
  await here.until('2026-11-26 09:30')
  expect(await here.told(she)).toEqual([])
  expect(await here.told(he)).not.toContainEqual(expect.stringContaining('有预约'))
})

test('a moved booking’s old reminders say nothing, the new ones do', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-25 14:00'))
  const later = await here.slot('2026-11-26 15:00')
  await here.app.does(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body: { slotId: later } })
  await here.until('2026-11-25 13:30')
  expect(await here.told(she)).toEqual([])
  await here.until('2026-11-25 15:00')
  expect((await here.heard(she)).map(({ text }) => text)).toEqual([expect.stringContaining('明天 15:00')])
})

test('a worker that comes late does not send two reminders at once, nor one after the beginning', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  await here.books(she, await here.slot('2026-11-30 10:00'))
  await here.books(he, await here.slot('2026-11-30 09:00'))
  await here.until('2026-11-30 09:30')
  expect(await here.told(she)).toEqual(['今天 10:00 有预约'])
  expect((await here.told(he)).filter((title) => title.includes('预约'))).toEqual(['预约的时间没有签到'])
})

test('a home visit’s reminder asks to be at home', async () => {
  const she = await here.resident()
  await here.books(she, await here.slot('2026-12-02 09:00', { service: here.venue.services.home, minutes: 120 }), {
    address: '槐树里 1 号楼 301',
    phone: '13800000000',
  })
  await here.until('2026-12-02 08:00')
  const [last] = await here.heard(she)
  expect(last).toEqual({
    title: '今天 9:00 有上门服务',
    text: '上门理发，服务人员今天 9:00 起上门，请留人在家。不方便请取消（时限今天 9:00），或打电话告诉服务点 0543-3000009',
  })
})
