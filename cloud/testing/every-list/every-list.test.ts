import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { api } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { countGrams } from '../../grids/find/gram-store'
import { repositoryRoot } from '../../platform/process/repository-root'
import { testApp, type TestApp } from '../app/app'
import { testDatabase } from '../database/database'
import { rawCall, type RawResponse } from '../http/raw-call'
import { filledTables, indexesOf, planOf, recorded, type IndexRow, type Plan, type RecordedDatabase } from './explain'
import { aFilledDistrict } from './filled-district'
import { fillOrders, fillWhistles } from './filled-orders'
import { everyList, type Asked, type Lists, type PagedKey } from './lists'

/**
 * Requests every list of the contract page by page and checks the plans of its statements, and what docs/indexes.md says about each index.
 */
let database: RecordedDatabase
let app: TestApp
let lists: [PagedKey, Lists][]
let indexes: Map<string, IndexRow>
let filled: Set<string>

beforeAll(async () => {
  database = recorded(await testDatabase())
  app = await testApp({ database })
  const here = await aFilledDistrict(database.db)
  await fillOrders(database.db, here.district.id)
  await fillWhistles(database.db, here.district.id)
  await countGrams(database.db, here.district.id)
  lists = Object.entries(await everyList(here)) as [PagedKey, Lists][]
  indexes = new Map((await indexesOf(database.db)).map((index) => [index.name, index]))
  filled = await filledTables(database.db)
  // The first call fills the memory of reference data, which is no list.
  await rawCall(app.server, 'GET /v1/areas')
}, 300_000)
afterAll(async () => {
  await app.close()
  await database.close()
})

/** Returns the options of a field with a fixed set of values; undefined for any other field. */
function optionsOf(schema: v.GenericSchema): readonly unknown[] | undefined {
  if ('wrapped' in schema) return optionsOf(schema.wrapped as v.GenericSchema)
  if ('options' in schema && schema.type === 'picklist') return schema.options as unknown[]
  return 'literal' in schema ? [schema.literal] : undefined
}

const queryOf = ({ query }: Endpoint) =>
  query !== undefined && 'entries' in query ? (query.entries as Record<string, v.GenericSchema>) : {}

test('every endpoint of the contract that answers a page at a time is here, with every option it has', () => {
  const paged = Object.entries(api).filter(([, endpoint]) => 'after' in queryOf(endpoint))
  expect(lists.map(([key]) => key).sort()).toEqual(paged.map(([key]) => key).sort())
  const missing = paged.flatMap(([key, endpoint]) => {
    const list = new Map<string, Lists>(lists).get(key)
    if (list === undefined || 'exception' in list) return []
    return Object.entries(queryOf(endpoint)).flatMap(([field, schema]) =>
      (optionsOf(schema) ?? [])
        .filter((option) => list.asked.every(({ query }) => query?.[field] !== option))
        .map((option) => ({ key, field, option })),
    )
  })
  expect(missing).toEqual([])
})

test('each list is read by the indexes that serve it, its first page and its second, and nothing large is read through', async () => {
  const read: unknown[] = []
  const expected: unknown[] = []
  for (const [key, list] of lists) {
    if ('exception' in list) continue
    for (const asked of list.asked) {
      const title = `${key} ${JSON.stringify(asked.query ?? {})} as ${asked.as}`
      const plans = await plansOf(key, asked)
      const pages = plans.filter(({ page, indexes, readThrough }) => page && indexes.length + readThrough.length > 0)
      const used = [...new Set(pages.flatMap((plan) => plan.ofRows.indexes))].filter((name) => indexes.get(name)?.table === list.of)
      // The cursor's row may be looked up by its primary key.
      const by = used.filter((name) => asked.by.includes(name) || !name.endsWith('_pkey')).sort()
      const through = [...new Set(plans.flatMap((plan) => plan.readThrough))].filter((table) => filled.has(table))
      read.push({ title, by, sorts: pages.some(({ ofRows }) => ofRows.sorts), through })
      expected.push({ title, by: asked.by, sorts: asked.sorts === true, through: [] })
    }
  }
  expect(read).toEqual(expected)
}, 120_000)

/**
 * Returns the plans of the statements that read two pages of a list; `page` marks those that read the page's own rows (one that reads
 * nothing is known to be empty).
 */
async function plansOf(key: PagedKey, asked: Asked): Promise<(Plan & { page: boolean })[]> {
  const first = await ask(key, asked, {})
  const second = first.next === null ? [] : (await ask(key, asked, { after: first.next })).statements
  const statements = [...first.statements, ...second]
  const selects = statements.filter(({ text }) => /^\s*select\b/i.test(text))
  return Promise.all(
    selects.map(async (statement) => ({ ...(await planOf(database.pool, statement)), page: /\blimit\b/.test(statement.text) })),
  )
}

/** Requests a page over HTTP; returns the statements sent to the database, and the cursor of the next page. */
async function ask(key: PagedKey, { who, params = {}, query = {} }: Asked, more: Record<string, string>) {
  let heard: RawResponse | undefined
  const statements = await database.during(async () => {
    heard = await rawCall(app.server, key, { ...(who === null ? {} : { token: who.token }), params, query: { ...query, ...more } })
  })
  if (heard?.status !== 200) throw new Error(`${key} answered ${heard?.text ?? 'nothing'}`)
  return { statements, next: v.parse(Page, heard.json).next ?? null }
}

const Page = v.object({ rows: v.array(v.unknown()), next: v.optional(v.nullable(v.string())) })

/** Returns the table of docs/indexes.md, row by row. */
async function documented(): Promise<{ name: string; table: string; serves: string }[]> {
  const text = await readFile(join(repositoryRoot(), 'docs', 'indexes.md'), 'utf8')
  return text.split('\n').flatMap((line) => {
    const [, name, table, serves] = /^\| `(\w+)` +\| `(\w+)` +\| (.+?) +\|$/.exec(line) ?? []
    return name === undefined || table === undefined || serves === undefined ? [] : [{ name, table, serves }]
  })
}

test('docs/indexes.md has every index, and names at each the lists that are read by it', async () => {
  const readBy = lists.flatMap(([key, list]) =>
    'exception' in list ? [] : list.asked.flatMap(({ by }) => by.map((name) => ({ name, key }))),
  )
  const wanted = [...indexes.values()].filter(({ name, ofKey }) => !ofKey || readBy.some((list) => list.name === name))
  const written = await documented()
  expect(written.map(({ name, table }) => ({ name, table }))).toEqual(wanted.map(({ name, table }) => ({ name, table })))
  const unnamed = readBy.filter(({ name, key }) => !written.some((row) => row.name === name && row.serves.includes(`\`${key}\``)))
  expect(unnamed).toEqual([])
})
