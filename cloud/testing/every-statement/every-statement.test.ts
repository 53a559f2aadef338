import type { ApiKey } from '@doorstep/contract/api'
import type { Database } from '../../platform/database/database'
import { mayBeNamed } from '../../platform/database/named-statements'
import { community } from '../../requests/testing/requests'
import { testDatabase } from '../database/database'
import { filledTables, genericPlanOf, indexesOf, planOf, recorded, type Statement } from '../every-list/explain'
import { aFilledDistrict } from '../every-list/filled-district'
import { rawCall } from '../http/raw-call'
import { validCalls } from '../valid-calls/valid-calls'

/** Judges the statements of a call that succeeds to every endpoint, and of its jobs, by their plans in a big district. */
let big: Database
/** One of each text, and the endpoint that sent it first. */
const statements = new Map<string, Statement & { key: string }>()

beforeAll(async () => {
  big = await testDatabase()
  await aFilledDistrict(big.db)
  const database = recorded(await testDatabase())
  const here = await community({ database })
  for (const [key, prepare] of Object.entries(validCalls(here)) as [ApiKey, ReturnType<typeof validCalls>[ApiKey]][]) {
    const { who, sent } = await prepare()
    let status = 0
    const during = await database.during(async () => {
      ;({ status } = await rawCall(here.app.server, key, { ...sent, ...(who === null ? {} : { token: who.token }) }))
      await here.app.jobs.runDue()
    })
    if (status >= 400) throw new Error(`${key} answered ${status}`)
    for (const statement of during) if (!statements.has(statement.text)) statements.set(statement.text, { ...statement, key })
  }
  await here.app.close()
  await database.close()
}, 600_000)
afterAll(() => big.close())

/** Returns what is wrong with a prepared statement, beside what it reads; null for one that is right. */
async function wrongWith({ text, values }: Statement) {
  const filled = await filledTables(big.db)
  const tableOf = new Map((await indexesOf(big.db)).map(({ name, table }) => [name, table]))
  const large = (names: readonly string[]) => [...new Set(names.filter((name) => filled.has(tableOf.get(name) ?? name)))].sort()
  const forAll = await genericPlanOf(big.pool, text)
  const its = await planOf(big.pool, { text, values })
  const through = large(forAll.readThrough)
  const [other, own] = [large(forAll.indexes), large(its.indexes)]
  return through.length > 0 || String(other) !== String(own) ? { through, forAll: other, its: own } : null
}

test('a prepared statement of a good call reads the same indexes for all values as for its own, and nothing large through', async () => {
  const wrong: unknown[] = []
  for (const { text, values, key } of statements.values()) {
    const fault = mayBeNamed(text) ? await wrongWith({ text, values }) : null
    if (fault !== null) wrong.push({ key, text, ...fault })
  }
  expect(wrong).toEqual([])
}, 300_000)

test('a partial index whose predicate is a parameter is seen to be lost', async () => {
  const called = (escalated: string) => `select id from conversation where district_id = $1 and escalated = ${escalated}`
  expect(await wrongWith({ text: called('$2'), values: [990101, 2] })).toMatchObject({ its: ['conversation_called'] })
  expect(await wrongWith({ text: called('2'), values: [990101] })).toBeNull()
})

test('every statement with values may be prepared, but inserts of many rows, pages, and what is marked', () => {
  const texts = [...statements.keys()]
  expect(texts.filter(mayBeNamed).length).toBeGreaterThan(200)
  expect(texts.filter((text) => /\$1\b/.test(text) && !mayBeNamed(text) && !/^insert|\blimit \$|planned anew/.test(text))).toEqual([])
})
