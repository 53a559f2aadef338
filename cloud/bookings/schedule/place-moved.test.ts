import { inTransaction } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'
import { counter, runAgain, type Counter } from '../testing/staff'
import { schedulePlaceMoved } from './place-moved'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())

test('everybody who is to come to a place that moves is told once, and reads a new calendar file', async () => {
  const { app, district, venue } = here
  const [she, he] = [await here.resident(), await here.resident()]
  const [hers, his] = [
    await here.books(she, await here.slot('2026-11-24 09:00')),
    await here.books(he, await here.slot('2026-11-24 09:30')),
  ]
  await here.cancels(he, his)
  await inTransaction(app.db, async (tx) => {
    await tx
      .updateTable('venue')
      .set({ address: '槐树里 9 号' })
      .where('district_id', '=', district.id)
      .where('code', '=', venue.code)
      .execute()
    await touchReference(tx, district.id, 'services')
    await schedulePlaceMoved(tx, district.id, { venueCode: venue.code, from: '槐树里 1 号' }, app.clock.now())
  })
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
