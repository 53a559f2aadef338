import { bad, community } from '../../requests/testing/requests'
import { testDatabase } from '../database/database'
import { earsOf } from '../hidden-report/ears'
import { everyRead, normal } from '../hidden-report/every-read'
import type { World } from '../hidden-report/world'
import type { SignedIn } from '../people/signed-in'

type Rating = Partial<typeof bad>

/**
 * Plays the same days with different ratings of one reply and with different things that follow from them, and compares everything that the
 * handler can read or hear from whom the case was taken. What is `added` comes ten minutes after the tap.
 */
async function play(rating: Rating, goesOn: boolean, added?: Rating): Promise<World> {
  const database = await testDatabase()
  const here = await community({ database, settings: { DATA_KEY: Buffer.alloc(32, 7).toString('base64') } })
  const { app, district, resident, member, deputy, supervisor, files, settles, rates, acts } = here
  const people = new Map<string, SignedIn>([
    ['M1', member],
    ['D1', deputy],
    ['resident', resident],
    ['SU', supervisor],
  ])
  const ears = await earsOf({ app, database, district, people })
  const request = await files(resident)
  app.clock.advance({ minutes: 10 })
  await settles(request)
  app.clock.advance({ minutes: 10 })
  await app.does(resident, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body: rating })
  await app.jobs.runDue()
  await ears.hear('rated')
  app.clock.advance({ minutes: 10 })
  if (added !== undefined) await app.does(resident, 'POST /v1/requests/{id}/ratings/add', { params: { id: request.id }, body: added })
  if (goesOn) {
    await acts(resident, request, 'comment', { text: '还是李明的老样子' })
    const params = { id: request.id }
    await app.does(deputy, 'POST /v1/requests/{id}/remedy/contacted', { params, body: { text: '电话里说灯没有修好' } })
    await app.does(deputy, 'POST /v1/requests/{id}/remedy', { params, body: { way: 'appeal', text: '现场看过，灯是亮的' } })
    await app.does(supervisor, 'POST /v1/requests/{id}/remedy/decision', { params, body: { untrue: false, text: '照片能证明没有修好' } })
    await acts(deputy, request, 'handle', { text: '居民说灯没有修好，我再去看看' })
    await acts(deputy, request, 'reply', { outcome: 'explained', text: '已经当面说明情况' })
    await rates(resident, request, bad)
  }
  app.clock.advance({ days: 9 })
  await app.jobs.runDue()
  await ears.hear('afterwards')
  return {
    app,
    district,
    people,
    ids: new Map([['request', request.id]]),
    hints: ears.hints,
    said: [],
    async close() {
      ears.close()
      await app.close()
      await database.close()
    },
  }
}

const hintsOf = (world: World, name: string) => (world.hints.get(name) ?? []).map((hint) => normal(world, hint))

const mild: Rating = { contacted: true, solved: true, satisfied: 2, reasons: ['slow'], text: '来得太晚' }

let worst: World
let milder: World
let further: World
let tapped: World
beforeAll(async () => {
  worst = await play(bad, false)
  milder = await play(mild, false)
  further = await play(bad, true)
  tapped = await play({ satisfied: 2 }, false, { contacted: false, reasons: ['attitude'], text: '老样子，灯还是不亮' })
}, 300_000)
afterAll(async () => {
  for (const world of [worst, milder, further, tapped]) await world.close()
})

test('the handler a bad rating took the case from reads nothing of it, nor of what follows from it', async () => {
  const expected = await everyRead(worst, 'M1')
  expect(expected['GET /v1/requests/{id} request {}']).toMatch(/^200 .*已转给别人办理/)
  expect(await everyRead(milder, 'M1')).toEqual(expected)
  expect(await everyRead(further, 'M1')).toEqual(expected)
  expect(await everyRead(tapped, 'M1')).toEqual(expected)
  expect(JSON.stringify(expected)).not.toMatch(/差评|不满意|重办|重新办理|灯还是不亮|没有修好或没解决/)
})

test('nor does their open app hear anything of it after it went on', () => {
  const moved = 'rated: {"what":"request","id":"request"}'
  expect(hintsOf(worst, 'M1')).toContain(moved)
  for (const world of [milder, further, tapped]) expect(hintsOf(world, 'M1')).toEqual(hintsOf(worst, 'M1'))
  const moves = 'afterwards: {"what":"request","id":"request"}'
  expect(hintsOf(worst, 'M1')).not.toContain(moves)
  for (const world of [further, tapped]) for (const name of ['D1', 'resident', 'SU']) expect(hintsOf(world, name)).toContain(moves)
})

/** Plays the same days of a case that its handler filed for somebody, who is phoned and rates it. */
async function playFiled(rating: Rating, goesOn: boolean): Promise<World> {
  const database = await testDatabase()
  const here = await community({ database, settings: { DATA_KEY: Buffer.alloc(32, 7).toString('base64') } })
  const { app, district, member, deputy, dispatcher, streetAdmin, files, settles, acts } = here
  const people = new Map([['M1', member]])
  const ears = await earsOf({ app, database, district, people })
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
  const request = await files(member, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  // What was done again is asked about by another reviewer.
  const phones = (body: typeof bad, who = dispatcher) =>
    app.does(who, 'POST /v1/staff/requests/{id}/ratings', { params: { id: request.id }, body })
  app.clock.advance({ minutes: 10 })
  await settles(request)
  app.clock.advance({ minutes: 10 })
  await phones({ ...bad, ...rating })
  await app.jobs.runDue()
  await ears.hear('rated')
  app.clock.advance({ minutes: 10 })
  if (goesOn) {
    await acts(deputy, request, 'handle', { text: '本人说灯没有修好，我再去看看' })
    await acts(deputy, request, 'reply', { outcome: 'explained', text: '已经当面说明情况' })
    await phones(bad, streetAdmin)
  }
  app.clock.advance({ days: 9 })
  await app.jobs.runDue()
  await ears.hear('afterwards')
  return {
    app,
    district,
    people,
    ids: new Map([['request', request.id]]),
    hints: ears.hints,
    said: [],
    async close() {
      ears.close()
      await app.close()
      await database.close()
    },
  }
}

test('the handler who also filed it for somebody reads nothing of it either', async () => {
  const once = await playFiled(bad, false)
  const twice = await playFiled(bad, true)
  try {
    const expected = await everyRead(once, 'M1')
    expect(expected['GET /v1/requests/{id} request {}']).toMatch(/^200 .*已转给别人办理/)
    expect(await everyRead(twice, 'M1')).toEqual(expected)
    expect(hintsOf(twice, 'M1')).toEqual(hintsOf(once, 'M1'))
    expect(JSON.stringify(expected)).not.toMatch(/差评|不满意，换人|重新办理|没有修好或没解决/)
  } finally {
    await once.close()
    await twice.close()
  }
}, 300_000)

test('whoever handles it now and the supervisor read the rating', async () => {
  for (const name of ['D1', 'SU']) {
    const read = await everyRead(worst, name)
    expect(read['GET /v1/requests/{id} request {}']).toContain('灯还是不亮')
    expect(await everyRead(milder, name)).not.toEqual(read)
  }
})
