import { everyRead, normal } from './every-read'
import { isLong } from '../effort'
import { play, type World } from './world'

/**
 * Plays the same weeks with and without a 举报, and with different informants, and compares everything that everybody else can read: every
 * answer to every read of the contract, every live hint, and the notifications, which are among the reads.
 */
let without: World
let byResident: World
let byDeputy: World
let byDispatcher: World

beforeAll(async () => {
  without = await play({ informant: null })
  byResident = await play({ informant: 'filer' })
  byDeputy = await play({ informant: 'D1' })
  byDispatcher = await play({ informant: 'DI' })
}, 300_000)
afterAll(async () => {
  for (const world of [without, byResident, byDeputy, byDispatcher]) await world.close()
})

/** Those who may know that there is a report: who dispatches or supervises in its grid, and who handled it. */
const named = ['DI', 'SA', 'SU', 'H1']
const near = ['M1', 'D1', 'M2', 'BS1', 'PA', 'H2', 'ME', 'D9', 'neighbour', 'filer']
/** Those who have the role of one above, in a place that has less to do with the report. */
const farther = ['D2', 'M3', 'D3', 'BS2', 'away']
const uninvolved = isLong ? [...near, ...farther] : near

const hintsOf = (world: World, name: string) => (world.hints.get(name) ?? []).map((hint) => normal(world, hint))

describe('nobody else can tell that there is a report', () => {
  test.each([...uninvolved, null])('%s', async (name) => {
    const expected = await everyRead(without, name)
    expect(Object.keys(expected).length).toBeGreaterThan(50)
    for (const [informant, world] of [
      ['filer', byResident],
      ['D1', byDeputy],
    ] as const) {
      if (informant === name) continue
      expect(await everyRead(world, name)).toEqual(expected)
      if (name !== null) expect(hintsOf(world, name)).toEqual(hintsOf(without, name))
    }
  })

  test('its number is of no series, and a hand-over does not count it', () => {
    expect(without.said).toHaveLength(4)
    for (const world of [byResident, byDeputy, byDispatcher]) expect(world.said).toEqual(without.said)
  })
})

describe('those who may know of the report cannot tell who filed it', () => {
  test.each(named)('%s', async (name) => {
    const expected = await everyRead(byResident, name)
    if (name !== 'H1') expect(expected['GET /v1/requests/{id} report {}']).toMatch(/^200 /)
    expect(await everyRead(byDeputy, name)).toEqual(expected)
    expect(hintsOf(byDeputy, name)).toEqual(hintsOf(byResident, name))
    if (name === 'DI') return
    expect(await everyRead(byDispatcher, name)).toEqual(expected)
    expect(hintsOf(byDispatcher, name)).toEqual(hintsOf(byResident, name))
  })
})

test.each(['neighbour', 'away', 'M1', 'M3', 'D9'])('what anybody may read, everybody may: %s', async (name) => {
  const theirs = await everyRead(without, name)
  const names = (answer: string) => answer.match(/"(?:id|code)":"[^"]*"/g) ?? []
  const open = Object.entries(await everyRead(without, null)).filter(([, answer]) => answer.startsWith('200 '))
  expect(open.length).toBeGreaterThan(20)
  for (const [title, answer] of open) {
    expect([title, theirs[title]?.slice(0, 4)]).toEqual([title, '200 '])
    // A page of one row has the first of what one may see.
    if (!title.includes('"limit"')) expect([title, names(theirs[title] ?? '')]).toEqual([title, expect.arrayContaining(names(answer))])
  }
})

test('the hand-over, live hints and notifications are there to be compared', () => {
  expect(hintsOf(byResident, 'M1').join()).toContain('a second request is filed: {"what":"request","id":"second"}')
  expect(hintsOf(byResident, 'SA').join()).toContain('a report is filed: {"what":"request","id":"report"}')
})
