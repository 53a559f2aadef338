import { openDatabase } from '../platform/database/database'
import { testHall } from '../queue/testing/queue'
import { fakeClock } from '../testing/app/clock'
import { testApp } from '../testing/app/app'
import { testDatabase } from '../testing/database/database'

test('numbers drawn at once at two processes, one of them with a slow clock, are called in the order of the numbers', async () => {
  const database = await testDatabase()
  const hall = await testHall({ database })
  const pool = openDatabase(database.url, { max: 8 })
  const slow = fakeClock()
  const there = await testApp({ database: pool, clock: slow })
  const { app, venue } = hall
  app.clock.advance({ minutes: 10 })
  slow.set(new Date(app.clock.now().getTime() - 2000).toISOString())
  try {
    const residents = await Promise.all(Array.from({ length: 12 }, () => hall.resident()))
    const body = { token: venue.token, serviceCode: venue.services.walkIn }
    const drawn = await Promise.all(residents.map((who, i) => (i % 2 === 0 ? app : there).does(who, 'POST /v1/tickets', { body })))
    const numbers = drawn.map(({ number }) => number).sort()
    expect(new Set(numbers).size).toBe(residents.length)
    const called: string[] = []
    while (called.length < numbers.length) {
      const ticket = await hall.next()
      called.push(ticket.number)
      await hall.step('serve', ticket)
      await hall.step('done', ticket)
    }
    expect(called).toEqual(numbers)
  } finally {
    await there.close()
    await app.close()
    await pool.close()
    await database.close()
  }
})
