import { record } from '../../testing/statement-budgets/record'
import { testDatabase } from '../../testing/database/database'
import { aDistrict, type District } from '../../testing/district'
import type { Database } from './database'
import { keptStatement } from './kept-statement'

let database: Database
let here: District

beforeAll(async () => {
  database = await testDatabase()
  here = await aDistrict(database.db)
})
afterAll(() => database.close())

interface Wanted {
  districtId: number
  kind?: string | undefined
  until?: Date | null
}

const counting = () => {
  const built: Wanted[] = []
  const count = keptStatement((tx, given: Wanted) => {
    built.push(given)
    const { districtId, kind, until } = given
    return tx
      .selectFrom('tally')
      .select('count')
      .where('district_id', '=', districtId)
      .where('district_id', '>=', districtId)
      .$if(kind !== undefined, (some) => some.where('kind', '=', kind ?? ''))
      .$if(until !== undefined, (some) => some.where('until_at', '=', until ?? null))
      .orderBy('count')
  })
  return { built, count }
}

const keep = keptStatement((tx, row: { district_id: number; kind: string; subject: string; count: number; until_at: Date }) =>
  tx.insertInto('tally').values(row),
)

test('a kept statement is built once for each set of names, and sent with the values of each call', async () => {
  const { db } = database
  const at = new Date('2026-11-23T01:00:00.000Z')
  for (const [count, kind] of [
    [1, 'a'],
    [2, 'b'],
    [3, 'b'],
  ] as const) {
    const { numAffectedRows } = await keep(db, { district_id: here.id, kind, subject: String(count), count, until_at: at })
    expect(numAffectedRows).toBe(1n)
  }
  const { built, count } = counting()
  const counts = async (wanted: Wanted) => (await count(db, wanted)).rows.map((row) => row.count)
  expect(await counts({ districtId: here.id })).toEqual([1, 2, 3])
  expect(await counts({ districtId: here.id + 1 })).toEqual([])
  expect(await counts({ districtId: here.id, kind: undefined })).toEqual([1, 2, 3])
  expect(built).toHaveLength(1)
  expect(await counts({ districtId: here.id, kind: 'b' })).toEqual([2, 3])
  expect(await counts({ kind: 'a', districtId: here.id })).toEqual([1])
  // A null is a value like others.
  expect(await counts({ districtId: here.id, until: at })).toEqual([1, 2, 3])
  expect(await counts({ districtId: here.id, until: null })).toEqual([])
  expect(built.map((given) => Object.keys(given).sort().join(' '))).toEqual(['districtId', 'districtId kind', 'districtId until'])
})

test('it is sent on the connection and in the transaction it is given', async () => {
  const { count } = counting()
  const sent = await record(() =>
    database.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('tally').where('district_id', '=', here.id).execute()
      expect((await count(tx, { districtId: here.id })).rows).toEqual([])
    }),
  )
  expect(sent.map(({ values }) => values)).toEqual([[], [here.id], [here.id, here.id], []])
})

test('what decides by a value, instead of handing it on, is no kept statement', async () => {
  const byValue = keptStatement((tx, { districtId }: Wanted) =>
    tx
      .selectFrom('tally')
      .select('count')
      .where('district_id', '=', districtId > 0 ? districtId : 0),
  )
  await expect(async () => byValue(database.db, { districtId: here.id })).rejects.toThrow(
    'Not a parameter of the kept statement: districtId',
  )
})
