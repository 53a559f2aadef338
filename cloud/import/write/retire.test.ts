import pg from 'pg'
import { fakeClock } from '../../testing/app/clock'
import { filledDatabases } from '../../testing/database/filled-databases'
import type { Database } from '../../platform/database/database'
import { uuidv7 } from '../../platform/process/ids'
import { opening, sampleFiles, type TextFiles, withoutRows } from '../source/test-files'
import { importDistrict } from './import-district'

// Each test imports a whole district, on a machine that may be busy.
jest.setTimeout(60_000)

const district = 990101
const account = '01930000-0000-7000-8000-000000000001'
const clock = fakeClock()
let database: Database

const withTheDistrict = filledDatabases(async (first) => {
  database = first
  await imports(sampleFiles)
})
beforeEach(async () => {
  database = await withTheDistrict()
  const { db } = database
  await db.insertInto('account').values({ district_id: district, id: account, openid: 'o', created_at: clock.now() }).execute()
  await db.updateTable('staff').set({ account_id: account }).where('district_id', '=', district).where('code', '=', 'L003').execute()
})
afterEach(() => database.close())

async function imports(files: TextFiles): Promise<void> {
  expect(await importDistrict(database.db, clock, opening(files), {})).toMatchObject({ refused: null, written: true })
}

const without = (...files: readonly string[]) =>
  files.reduce((rest, file) => withoutRows(rest, file, (line) => line.includes('L003')), sampleFiles)

/** Puts into the inbox what L003 was told as staff, by this version and by an earlier one, and what they were told as a resident. */
async function told(): Promise<void> {
  const items = [
    { text: 'as staff', staff_code: 'L003', kind: 'staffRequest' },
    { text: 'as staff by an earlier version', staff_code: null, kind: 'staffRequest' },
    { text: 'as a resident', staff_code: null, kind: 'request' },
  ]
  await database.db
    .insertInto('inbox_item')
    .values(
      items.map(({ text, staff_code, kind }) => ({
        district_id: district,
        account_id: account,
        id: uuidv7(),
        key: text,
        kind: 'task',
        title: '诉求',
        text,
        staff_code,
        target: JSON.stringify({ kind, id: account }),
        at: clock.now(),
      })),
    )
    .execute()
}

const shown = async () =>
  (await database.db.selectFrom('inbox_item').select('text').where('ended_at', 'is', null).orderBy('text').execute()).map(
    ({ text }) => text,
  )

test.each([
  ['who left the staff', without('staff.csv', 'roles.csv', 'teams.csv')],
  ['whose only role was removed', without('roles.csv', 'teams.csv')],
])('%s loses the open sockets and what they were told as staff, with the import', async (_who, files) => {
  await told()
  const heard: unknown[] = []
  const listener = new pg.Client(database.url)
  listener.on('notification', ({ payload = '' }) => heard.push(JSON.parse(payload)))
  await listener.connect()
  try {
    await listener.query('listen doorstep_hint')
    await imports(files)
    // What was notified before an answer is delivered before the answer's end.
    await listener.query('select')
  } finally {
    await listener.end()
  }
  expect(heard).toEqual([[{ d: district, to: [`a:${account}`], what: { what: 'standing', account } }]])
  expect(await shown()).toEqual(['as a resident'])
})

test('who only leaves a team is shown what they were told as before', async () => {
  await told()
  await imports(withoutRows(sampleFiles, 'teams.csv', (line) => line.startsWith('990101001001003,L003')))
  expect(await shown()).toHaveLength(3)
})
