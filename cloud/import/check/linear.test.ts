import { cityFiles } from '../../bench/city/city'
import { checkFiles } from '../write/import-district'
import { type Files, readFiles } from '../source/folder'
import { opening, sampleFiles } from '../source/test-files'

/** Readings of rows and fillings of sets: what made the checks of a city quadratic. */
let steps = 0
const { add } = Set.prototype
beforeAll(() => {
  // Not a mock, which would keep a record of every call.
  Object.assign(Set.prototype, {
    add(this: Set<unknown>, value: unknown) {
      steps += 1
      return add.call(this, value)
    },
  })
})
afterAll(() => Object.assign(Set.prototype, { add }))

const counted = <T extends object>(value: T): T =>
  new Proxy(value, {
    get(target, key, receiver) {
      steps += 1
      return Reflect.get(target, key, receiver) as unknown
    },
  })

/** Returns tables whose rows count each reading. */
const watched = <T extends object>(tables: T): T =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]: [string, unknown]) => {
      const rows = typeof table === 'object' && table !== null && 'rows' in table ? table.rows : null
      return [name, Array.isArray(rows) ? { ...(table as object), rows: counted(rows.map((row: object) => counted(row))) } : table]
    }),
  ) as T

async function filesOf(streets: number): Promise<Files> {
  const city = { ...sampleFiles, ...cityFiles({ streets, changed: false }) }
  const files = await readFiles(opening(city), (fault) => {
    throw new Error(JSON.stringify(fault))
  })
  return { ...watched(files), booking: files.booking && watched(files.booking) }
}

test('the checks take twice the steps for twice the district', async () => {
  const stepsFor = async (streets: number) => {
    const files = await filesOf(streets)
    steps = 0
    checkFiles(files, '2026-11-23', (fault) => {
      throw new Error(JSON.stringify(fault))
    })
    return steps
  }
  const one = await stepsFor(1)
  expect(one).toBeGreaterThan(1000)
  expect((await stepsFor(2)) / one).toBeLessThan(2.2)
})
