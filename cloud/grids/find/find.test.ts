import gcoord from 'gcoord'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { gramsOf, initialsOf } from './search-terms'

let app: TestApp
let district: District

beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  const [grid] = district.grids
  const more = ['梧桐苑 13 号楼', '梧桐苑 3 号楼', '清河花园 2 号楼'].map((name, i) => {
    const address = `市中街道渤海路 ${i + 1} 号`
    const grams = gramsOf({ name, address })
    return { code: `WT-${i}`, name, address, grams, initials: initialsOf(name), door_token: `extra${i}`.padEnd(22, 'y') }
  })
  await app.db
    .insertInto('building')
    .values(more.map((row) => ({ district_id: district.id, grid_code: grid.code, units: '[]', ...grid.centre, ...row })))
    .execute()
})
afterAll(() => app.close())

const search = async (q: string, more: { limit?: string; after?: string; area?: string } = {}) =>
  app.does(null, 'GET /v1/buildings', { query: { q, ...more } })
const names = async (q: string) => (await search(q)).rows.map(({ name }) => name)

describe('the area list', () => {
  test('begins with the streets, then goes down one level at a time', async () => {
    const streets = await app.does(null, 'GET /v1/areas')
    expect(streets.rows).toEqual([{ code: district.street, kind: 'street', name: '市中街道' }])
    const communities = await app.does(null, 'GET /v1/areas', { query: { parent: district.street } })
    expect(communities.rows.map(({ code }) => code)).toEqual(district.communities)
    const grids = await app.does(null, 'GET /v1/areas', { query: { parent: district.communities[0] } })
    expect(grids.rows.map(({ code }) => code)).toEqual([district.grids[0].code, district.grids[1].code])
  })

  test('leaves retired areas out', async () => {
    const gone = {
      district_id: district.id,
      code: '990101002',
      kind: 'street',
      parent: String(district.id),
      name: '旧街道',
      retired_at: new Date(),
    }
    await app.db.insertInto('area').values(gone).execute()
    expect((await app.does(null, 'GET /v1/areas')).rows).toHaveLength(1)
  })
})

describe('the building list', () => {
  test('of a grid or community holds each of its buildings once, page by page', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const query: { area: string; limit: string; after?: string } = {
        area: district.communities[0],
        limit: '2',
        ...(after === null ? {} : { after }),
      }
      const page: Awaited<ReturnType<typeof search>> = await app.does(null, 'GET /v1/buildings', { query })
      seen.push(...page.rows.map(({ code }) => code))
      after = page.next
    } while (after !== null)
    expect([...seen].sort()).toEqual(['HS-11', 'HS-12', 'HS-21', 'HS-22', 'WT-0', 'WT-1', 'WT-2'])
  })

  test('shows where a building is', async () => {
    const [first] = (await app.does(null, 'GET /v1/buildings', { query: { area: district.grids[2].code } })).rows
    expect(first).toMatchObject({
      code: 'HS-31',
      gridCode: district.grids[2].code,
      gridName: '第三网格',
      communityName: '河畔社区',
      units: ['1 单元', '2 单元'],
    })
  })

  test('refuses a cursor it did not write', async () => {
    const { status, problem } = await app.call(null, 'GET /v1/buildings', { query: { after: 'bm90LWEtY3Vyc29y' } })
    expect([status, problem?.code]).toEqual([400, 'badInput'])
  })
})

describe('search', () => {
  test.each([
    ['the name', '槐树里3号楼', '槐树里 3 号楼'],
    ['the name with spaces', '梧桐苑 13 号楼', '梧桐苑 13 号楼'],
    ['Chinese numerals', '梧桐苑三号楼', '梧桐苑 3 号楼'],
    ['pinyin initials', 'hsl3', '槐树里 3 号楼'],
    ['initials in capitals', 'WTY3', '梧桐苑 3 号楼'],
    ['full pinyin', 'huaishuli3', '槐树里 3 号楼'],
    ['full pinyin with a wrong letter', 'huaishulu3', '槐树里 3 号楼'],
    ['full pinyin that is not finished, the shortest name', 'wutongy', '梧桐苑 3 号楼'],
    ['the address', '渤海路3号', '清河花园 2 号楼'],
    ['a wrong character', '槐数里3号楼', '槐树里 3 号楼'],
    ['a missing character', '槐里3号楼', '槐树里 3 号楼'],
    ['a wrong initial', 'hsk3', '槐树里 3 号楼'],
    ['a two-character word with one wrong', '青河', '清河花园 2 号楼'],
  ])('finds a building first by %s', async (_, q, name) => {
    expect((await names(q))[0]).toBe(name)
  })

  test.each([
    ['梧桐苑 3', ['梧桐苑 3 号楼']],
    ['wty3', ['梧桐苑 3 号楼']],
    ['WuTongYuan13', ['梧桐苑 13 号楼']],
    ['huaishuli3', ['槐树里 3 号楼']],
    ['清河花园', ['清河花园 2 号楼']],
  ])('finds for “%s” %j alone: the number is whole, and nothing that is only like it', async (q, found) => {
    expect(await names(q)).toEqual(found)
  })

  test('an unknown number does not hide the street', async () => {
    expect((await names('梧桐苑 99'))[0]).toMatch(/^梧桐苑/)
  })

  test('finds by one character, Chinese or Latin', async () => {
    expect(await names('梧')).toEqual(['梧桐苑 3 号楼', '梧桐苑 13 号楼'])
    expect(new Set(await names('w'))).toEqual(new Set(['梧桐苑 3 号楼', '梧桐苑 13 号楼']))
  })

  test('does not show what has nothing in common, nor anything for signs alone', async () => {
    expect(await names('北京大学')).toEqual([])
    expect(await names('!!')).toEqual([])
  })

  test('pages through exact and near finds alike, each building once', async () => {
    for (const q of ['号楼', '槐数里3号楼']) {
      const whole = (await search(q, { limit: '50' })).rows.map(({ code }) => code)
      const paged: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof search>> = await search(q, { limit: '2', ...(after === null ? {} : { after }) })
        paged.push(...page.rows.map(({ code }) => code))
        after = page.next
      } while (after !== null)
      expect(paged).toEqual(whole)
      expect(new Set(paged).size).toBe(paged.length)
    }
  })

  test('stays within an area when one is given', async () => {
    const { rows } = await search('号楼', { area: district.grids[2].code })
    expect(rows.map(({ code }) => code)).toEqual(['HS-31', 'HS-32'])
  })

  test('forgets a retired building', async () => {
    await app.db
      .updateTable('building')
      .set({ retired_at: new Date() })
      .where('district_id', '=', district.id)
      .where('code', '=', 'WT-0')
      .execute()
    expect(await names('梧桐苑')).toEqual(['梧桐苑 3 号楼'])
  })
})

describe('a door code', () => {
  test('stands for its building', async () => {
    const [{ code, doorToken, name }] = district.grids[1].buildings
    expect(await app.does(null, 'GET /v1/doors/{token}', { params: { token: doorToken } })).toMatchObject({ code, name })
  })

  test('nobody knows is answered as unknown', async () => {
    const { status, problem } = await app.call(null, 'GET /v1/doors/{token}', { params: { token: 'z'.repeat(22) } })
    expect([status, problem?.code]).toEqual([404, 'unknownDoor'])
  })
})

describe('the grid at a point', () => {
  const at = (lng: number, lat: number, datum: 'gcj02' | 'wgs84' = 'gcj02') =>
    app.call(null, 'GET /v1/grid-at', { query: { lng: lng.toFixed(9), lat: lat.toFixed(9), datum } })

  test('is found in the coordinates WeChat gives, with the buildings around', async () => {
    const { lng, lat } = district.grids[1].centre
    const { body } = await at(lng, lat)
    expect(body.grid).toEqual({
      code: district.grids[1].code,
      name: '第二网格',
      community: { code: district.communities[0], kind: 'community', name: '槐树里社区' },
      street: { code: district.street, kind: 'street', name: '市中街道' },
    })
    expect(body.buildings.map(({ code }) => code)).toEqual(['HS-21', 'HS-22'])
  })

  test('is found from GPS coordinates, which lie some 600 m off', async () => {
    const { lng, lat } = district.grids[1].centre
    const [east, north] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84)
    expect((await at(east, north, 'wgs84')).body.grid.code).toBe(district.grids[1].code)
    expect((await at(east, north)).status === 404 || (await at(east, north)).body.grid.code !== district.grids[1].code).toBe(true)
  })

  test('on a shared edge is the lower code', async () => {
    const { lng, lat } = district.grids[1].centre
    expect((await at(lng - 0.005, lat)).body.grid.code).toBe(district.grids[0].code)
  })

  test('outside every grid is refused with a way on', async () => {
    const { status, problem } = await at(110, 30)
    expect([status, problem?.code]).toEqual([404, 'noGridHere'])
  })

  test('follows a new version of the area tree at once', async () => {
    const [, , grid] = district.grids
    const { lng, lat } = grid.centre
    expect((await at(lng, lat)).body.grid.code).toBe(grid.code)
    await app.db
      .updateTable('area')
      .set({ retired_at: new Date() })
      .where('district_id', '=', district.id)
      .where('code', '=', grid.code)
      .execute()
    await app.db.updateTable('district').set({ version: 2 }).where('district_id', '=', district.id).execute()
    expect((await at(lng, lat)).status).toBe(404)
  })
})
