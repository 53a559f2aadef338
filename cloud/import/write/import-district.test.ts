import { sql } from 'kysely'
import { queryGrams } from '../../grids/find/search-terms'
import type { Database } from '../../platform/database/database'
import { fakeClock } from '../../testing/app/clock'
import { testDatabase } from '../../testing/database/database'
import { filledDatabases } from '../../testing/database/filled-databases'
import { isNothing, sheets } from './difference'
import { keysFrom } from '../../platform/process/crypto'
import { doorsCsv, invitationsCsv } from './handouts'
import { importDistrict, type Imported } from './import-district'
import { importReport, refusalReport } from '../check/report'
import { edited, opening, sampleFiles, type TextFiles, textOf, withCells, withoutRows, withRow } from '../source/test-files'

// Tests import a whole district, some of them three times, on a machine that may be busy.
jest.setTimeout(60_000)

const district = 990101
const clock = fakeClock()
let database: Database

/** Makes databases that have the sample district already. */
const withTheDistrict = filledDatabases(async (first) => {
  database = first
  expect(await accepted(sampleFiles)).toMatchObject({ written: true, handedOver: [] })
})
afterEach(() => database.close())

const imported = (files: TextFiles, dryRun = false) => importDistrict(database.db, clock, opening(files), { dryRun })

async function accepted(files: TextFiles, dryRun = false): Promise<Exclude<Imported, { refused: object }>> {
  const result = await imported(files, dryRun)
  if (result.refused !== null) throw new Error(refusalReport(result.refused).join('\n'))
  return result
}

/** Returns all rows of all tables, to detect whether anything was written. */
async function everything(): Promise<string> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const texts = await Promise.all(
    tables.map(
      async ({ name }) =>
        (await database.pool.query<{ all: string }>(`select coalesce(json_agg(t order by t::text), '[]')::text as all from "${name}" t`))
          .rows[0]?.all,
    ),
  )
  return texts.join('\n')
}

const building = (code: string) =>
  database.db.selectFrom('building').selectAll().where('district_id', '=', district).where('code', '=', code).executeTakeFirstOrThrow()
const version = async () =>
  (await database.db.selectFrom('district').select('version').where('district_id', '=', district).executeTakeFirstOrThrow()).version
/** Returns how many buildings have a search term, as the inexact search believes. */
const having = async (gram: string) =>
  (
    await database.db.selectFrom('common_gram').select('buildings').where('district_id', '=', district).where('gram', '=', gram).execute()
  )[0]?.buildings ?? 0
const rowOf = (file: string, start: string) =>
  textOf(sampleFiles, file)
    .split('\n')
    .findIndex((line) => line.startsWith(start)) + 1

test('a first import writes the whole district, found by pinyin initials and with a door code a building', async () => {
  database = await testDatabase()
  const { changes, notes } = await accepted(sampleFiles)
  expect(sheets.map((sheet) => changes[sheet].added.length)).toEqual([51, 40, 400, 14, 8, 150, 152, 160, 27, 5, 2, 2, 3, 7, 30])
  expect(notes).toEqual(['数据库里还没有 990101 这个区，将新建'])
  expect(await version()).toBe(1)
  const found = await database.db
    .selectFrom('building')
    .select('name')
    .where('district_id', '=', district)
    .where(sql<boolean>`grams @> ${queryGrams('hsl3')}::text[]`)
    .execute()
  expect(found.map(({ name }) => name)).toContain('槐树里 3 号楼')
  expect((await building('B0023')).door_token).toMatch(/^[0-9A-Za-z]{22}$/)
})

test('the same files again change nothing, not even the version', async () => {
  database = await withTheDistrict()
  const before = await everything()
  const { changes, written } = await accepted(sampleFiles)
  expect([isNothing(changes), written]).toEqual([true, false])
  expect(await everything()).toBe(before)
})

test('a dry run tells the difference and writes nothing', async () => {
  database = await testDatabase()
  const before = await everything()
  const first = await accepted(sampleFiles, true)
  expect(first.changes.building.added).toHaveLength(400)
  expect(await everything()).toBe(before)

  await accepted(sampleFiles)
  const after = await everything()
  const changed = await accepted(
    withCells(sampleFiles, 'buildings.csv', rowOf('buildings.csv', 'B0023'), { name: '槐树里 3 号楼（南）' }),
    true,
  )
  expect(importReport(changed, true)).toEqual(
    expect.arrayContaining([
      '楼栋：新增 0，变更 1，停用 0，不变 399',
      '  ~ B0023 槐树里 3 号楼（南）：name 槐树里 3 号楼 → 槐树里 3 号楼（南）',
      '这是预演，什么都没有写入。',
    ]),
  )
  expect(await everything()).toBe(after)
})

test('one wrong row in any file, and nothing of any file is written', async () => {
  database = await testDatabase()
  const before = await everything()
  for (const file of Object.keys(sampleFiles).filter((name) => name.endsWith('.csv'))) {
    const columns = textOf(sampleFiles, file).split('\n')[0]?.split(',').length ?? 0
    const result = await imported(withRow(sampleFiles, file, '!'.padEnd(columns, ',')))
    expect(result.refused?.map((fault) => fault.file)).toContain(file)
  }
  expect(await everything()).toBe(before)
})

test('what changed is updated, under the same door code, and the version tells the API to read anew', async () => {
  database = await withTheDistrict()
  const [before, common] = [await building('B0023'), await having('号楼')]
  clock.advance({ days: 1 })
  const row = rowOf('buildings.csv', 'B0023')
  const { changes } = await accepted(withCells(sampleFiles, 'buildings.csv', row, { name: '槐树里甲院', units: '东门|西门' }))
  expect(changes.building.changed.map(({ row: { code }, columns }) => [code, columns])).toEqual([
    ['B0023', ['name', 'units', 'grams', 'initials']],
  ])
  expect(await building('B0023')).toMatchObject({
    name: '槐树里甲院',
    units: ['东门', '西门'],
    initials: 'hsljy',
    door_token: before.door_token,
    retired_at: null,
  })
  expect(common).toBeGreaterThan(300)
  expect(await having('号楼')).toBe(common - 1)
  expect(await version()).toBe(2)
})

test('what is no longer named is retired, not deleted, and its code is never given again', async () => {
  database = await withTheDistrict()
  const common = await having('号楼')
  const without = withoutRows(sampleFiles, 'buildings.csv', (line) => line.startsWith('B0023,'))
  const { changes } = await accepted(without)
  expect(changes.building.retired.map(({ code }) => code)).toEqual(['B0023'])
  expect(await having('号楼')).toBe(common - 1)
  expect((await building('B0023')).retired_at).toEqual(clock.now())
  expect((await accepted(without)).written).toBe(false)

  const before = await everything()
  const again = await imported(sampleFiles)
  expect(again.refused).toEqual([
    {
      file: 'buildings.csv',
      row: rowOf('buildings.csv', 'B0023'),
      column: 'code',
      found: 'B0023',
      wanted: '这个代码已经停用，不能再用，请换一个新代码',
    },
  ])
  expect(await everything()).toBe(before)
})

test('somebody who left a team may come back to it', async () => {
  database = await withTheDistrict()
  const left = withoutRows(sampleFiles, 'teams.csv', (line) => line.startsWith('990101001001003,L003'))
  expect((await accepted(left)).changes.team_member.retired).toMatchObject([{ staff_code: 'L003' }])
  expect((await accepted(sampleFiles)).changes.team_member.added).toMatchObject([{ staff_code: 'L003' }])
})

test('who lives in a building that moves to another grid, or is retired, is not forgotten', async () => {
  database = await withTheDistrict()
  const account = '01930000-0000-7000-8000-000000000001'
  await database.db.insertInto('account').values({ district_id: district, id: account, openid: 'o', created_at: clock.now() }).execute()
  const home = {
    district_id: district,
    id: account,
    account_id: account,
    building_code: 'B0023',
    label: '我家',
    current: true,
    created_at: clock.now(),
  }
  await database.db.insertInto('home').values(home).execute()
  const row = rowOf('buildings.csv', 'B0023')
  const [, , , , , lng, lat] = textOf(sampleFiles, 'buildings.csv').split('\n')[rowOf('buildings.csv', 'B0031') - 1]?.split(',') ?? []
  const files = withCells(sampleFiles, 'buildings.csv', row, { grid_code: '990101001001004', lng: lng ?? '', lat: lat ?? '' })
  expect((await accepted(files)).moved).toBe(1)
  const told = await database.db
    .selectFrom('outbox')
    .select('payload')
    .where('district_id', '=', district)
    .where('kind', '=', 'notify')
    .execute()
  expect(told.map(({ payload }) => payload)).toEqual([expect.objectContaining({ accountId: account, title: '您家的网格换了' })])
  const { notes } = await accepted(
    withoutRows(sampleFiles, 'buildings.csv', (line) => line.startsWith('B0023,')),
    true,
  )
  expect(notes).toEqual(['停用的楼栋里登记着 1 处住家，这些居民要重新选楼栋'])
})

test('a branch leaves a grid', async () => {
  database = await withTheDistrict()
  const links = async () =>
    (
      await database.db
        .selectFrom('branch_grid')
        .select('grid_code')
        .where('district_id', '=', district)
        .where('branch_code', '=', 'HSJM')
        .execute()
    ).map((link) => link.grid_code.slice(-1))
  expect((await links()).sort()).toEqual(['2', '3', '4'])
  await accepted(edited(sampleFiles, 'branches.csv', (text) => text.replace(/\|990101001001004(?=,汤大勇)/, '')))
  expect((await links()).sort()).toEqual(['2', '3'])
})

test('a retired staff member’s WeChat is free for another staff code', async () => {
  database = await withTheDistrict()
  const account = '01930000-0000-7000-8000-000000000001'
  await database.db.insertInto('account').values({ district_id: district, id: account, openid: 'o', created_at: clock.now() }).execute()
  await database.db
    .updateTable('staff')
    .set({ account_id: account })
    .where('district_id', '=', district)
    .where('code', '=', 'L003')
    .execute()
  const gone = (line: string) => line.includes('L003')
  const files = ['staff.csv', 'roles.csv', 'teams.csv'].reduce((rest, file) => withoutRows(rest, file, gone), sampleFiles)
  await accepted(files)
  const staff = await database.db
    .selectFrom('staff')
    .select(['account_id', 'retired_at'])
    .where('district_id', '=', district)
    .where('code', '=', 'L003')
    .executeTakeFirstOrThrow()
  expect(staff).toEqual({ account_id: null, retired_at: clock.now() })
})

test('a new grid member takes over in the same transaction; a first import hands nothing over', async () => {
  database = await withTheDistrict()
  const handovers = () =>
    database.db.selectFrom('handover').select(['grid_code', 'from_staff', 'to_staff']).where('district_id', '=', district).execute()
  expect(await handovers()).toEqual([])
  const grid = '990101001001003'
  const swapped = withRow(
    withCells(
      withCells(sampleFiles, 'teams.csv', rowOf('teams.csv', `${grid},W003`), { place: '1', title: '副网格员' }),
      'teams.csv',
      rowOf('teams.csv', `${grid},D002`),
      { place: '0', title: '网格员' },
    ),
    'roles.csv',
    `D002,gridMember,${grid},`,
  )
  expect((await accepted(swapped)).handedOver).toEqual([grid])
  expect(await handovers()).toEqual([{ grid_code: grid, from_staff: 'W003', to_staff: 'D002' }])
  expect((await accepted(swapped)).written).toBe(false)
})

test('door codes and invitations are handed out as files Excel opens', async () => {
  database = await withTheDistrict()
  const doors = (await doorsCsv(database.db, district)).split('\n')
  expect(doors[0]).toBe('\uFEFFcode,name,address,grid_code,grid_name,door_token')
  expect(doors[1]).toBe(`B0001,清河家园 1 号楼,清河街道槐树路 12 号,990101001001001,第 1 网格,${(await building('B0001')).door_token}`)
  const invitations = (await invitationsCsv(database.db, clock, keysFrom(Buffer.alloc(32, 1)), district)).trim().split('\n')
  expect(invitations).toHaveLength(151)
  expect(invitations[1]).toMatch(/^A01,褚红梅,1990000\d{4},[0-9A-Z]{10},20/)
})
