import { inTransaction } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'
import { counter, runAgain, type Counter } from '../testing/staff'
import { schedulePlaceMoved } from './place-moved'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())

/** Gives the venue another address, as an import does, before anybody is told of it. */
async function moveUntold(from: string, to: string): Promise<void> {
  const { app, district, venue } = here
  await inTransaction(app.db, async (tx) => {
    await tx.updateTable('venue').set({ address: to }).where('district_id', '=', district.id).where('code', '=', venue.code).execute()
    await touchReference(tx, district.id, 'services')
    await schedulePlaceMoved(tx, district.id, { venueCode: venue.code, from }, app.clock.now())
  })
}

async function moves(from: string, to: string): Promise<void> {
  await moveUntold(from, to)
  await here.app.jobs.runDue()
}

test('everybody who is to come to a place that moves is told once, and reads a new calendar file', async () => {
  const { app } = here
  const [she, he] = [await here.resident(), await here.resident()]
  const [hers, his] = [
    await here.books(she, await here.slot('2026-11-24 09:00')),
    await here.books(he, await here.slot('2026-11-24 09:30')),
  ]
  await here.cancels(he, his)
  await moves('槐树里 1 号', '槐树里 9 号')
  const [said] = await here.heard(she)
  expect(said?.title).toBe('服务点换了地方')
  expect(said?.text).toContain('（槐树里 9 号），不在槐树里 1 号 了。时间不变')
  await runAgain(here)
  expect((await here.told(she)).filter((title) => title === '服务点换了地方')).toHaveLength(1)
  expect(await here.told(he)).not.toContain('服务点换了地方')
  const seen = await here.sees(she, hers)
  expect(seen.sequence).toBe(hers.sequence + 1)
  expect(seen.events.at(-1)).toMatchObject({ title: '服务点换了地方', by: '系统' })
  const { body } = await app.server.inject({ url: seen.icsUrl ?? '' })
  expect(body).toContain(`SEQUENCE:${seen.sequence}`)
  expect(body).toContain('槐树里 9 号')
})

test('whoever has no account is to be phoned, unless they are there, and the managers are asked once to do it', async () => {
  const { app, member } = here
  const booksFor = async (name: string, wall: string) => {
    const slotId = await here.slot(wall)
    return app.does(member, 'POST /v1/staff/bookings', { body: { name, phone: '13900001111', consent: 'byPhone', slotId } })
  }
  await booksFor('吴代约', '2026-11-25 09:00')
  await booksFor('郑奶奶', '2026-11-25 10:00')
  const there = await booksFor('钱爷爷', '2026-11-24 11:00')
  app.clock.set('2026-11-24T10:30:00.000+08:00')
  await app.does(member, 'POST /v1/staff/check-ins', { body: { venueCode: 'V1', code: there.code } })
  await moves('槐树里 9 号', '槐树里 12 号')
  const { rows } = await app.does(member, 'GET /v1/staff/bookings', { query: { view: 'calls' } })
  expect(rows.map(({ name }) => name)).toEqual(['吴代约', '郑奶奶'])
  expect(rows[0]?.toCall).toContain('（槐树里 12 号），不在槐树里 9 号 了。时间不变。')
  const asked = (await here.heard(member)).filter(({ title }) => title === '服务点换了地方，请打电话告诉居民')
  expect(asked).toEqual([
    { title: expect.any(String) as string, text: '槐树社区党群服务站：有人是代约的，收不到通知。名单在“预约”的“要打电话”里' },
  ])
  await runAgain(here)
  expect((await here.told(member)).filter((title) => title === '服务点换了地方，请打电话告诉居民')).toHaveLength(1)
})

const addressOf = async () => {
  const { db } = here.app
  const venue = db.selectFrom('venue').where('district_id', '=', here.district.id).where('code', '=', here.venue.code)
  return (await venue.select('address').executeTakeFirstOrThrow()).address
}
const movedTitle = '服务点换了地方'

test.each([
  ['as stored now', false],
  ['as stored by an earlier version, without the address that was said', true],
])('a place that moves twice before anybody is told and is back where it was tells nobody: %s', async (_, old) => {
  const { app } = here
  const she = await here.resident()
  const booking = await here.books(she, await here.slot(`2026-11-26 ${old ? '09' : '10'}:00`))
  const booked = app.db.updateTable('booking').where('district_id', '=', here.district.id).where('id', '=', booking.id)
  if (old) await booked.set({ said_address: null }).execute()
  const home = await addressOf()
  await moveUntold(home, '柳树里 3 号')
  app.clock.advance({ seconds: 1 })
  await moveUntold('柳树里 3 号', home)
  await app.jobs.runDue()
  expect(await here.told(she)).not.toContain(movedTitle)
  expect((await here.sees(she, booking)).sequence).toBe(booking.sequence)
})

test('a place that moves on before anybody is told is told of once, from where its booker knows it', async () => {
  const { app } = here
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-26 11:00'))
  const home = await addressOf()
  await moveUntold(home, '柳树里 3 号')
  app.clock.advance({ seconds: 1 })
  await moveUntold('柳树里 3 号', '柳树里 5 号')
  await app.jobs.runDue()
  const said = (await here.heard(she)).filter(({ title }) => title === movedTitle)
  expect(said).toHaveLength(1)
  expect(said[0]?.text).toContain(`（柳树里 5 号），不在${home} 了`)
  app.clock.advance({ minutes: 1 })
  await moves('柳树里 5 号', home)
  expect((await here.heard(she))[0]?.text).toContain(`（${home}），不在柳树里 5 号 了`)
  expect((await here.sees(she, booking)).sequence).toBe(booking.sequence + 2)
})

test('the file names the address that was said, so that two files of one sequence never differ', async () => {
  const { app } = here
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-26 12:00'))
  const home = await addressOf()
  await moveUntold(home, '柳树里 3 号')
  const file = async () => (await app.server.inject({ url: (await here.sees(she, booking)).icsUrl ?? '' })).body
  expect(await file()).toContain(home)
  await moveUntold('柳树里 3 号', home)
  await app.jobs.runDue()
})

test('of two changes before anybody phoned, the second is said without what the first would have said', async () => {
  const { app, member } = here
  const body = { name: '周奶奶', phone: '13900002222', consent: 'byPhone' as const, slotId: await here.slot('2026-11-27 09:00') }
  const booking = await app.does(member, 'POST /v1/staff/bookings', { body })
  const says = async () => (await app.does(member, 'GET /v1/staff/bookings/{id}', { params: { id: booking.id } })).toCall
  await here.acts(member, booking, 'move', { slotId: await here.slot('2026-11-27 10:00') })
  const home = await addressOf()
  await moves(home, '柳树里 3 号')
  expect(await says()).toBe('您约的血压测量，请在 11月27日 周五 10:00 到槐树社区党群服务站（柳树里 3 号），以这次说的为准。')
  await here.acts(member, booking, 'move', { slotId: await here.slot('2026-11-27 11:00') })
  expect(await says()).toBe('您约的血压测量改到 11月27日 周五 11:00，地点是柳树里 3 号，以这次说的为准。')
  await moves('柳树里 3 号', home)
})
