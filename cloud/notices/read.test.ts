import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let app: TestApp
let district: District
let secretary: SignedIn
let street: SignedIn
let reader: SignedIn
let outsider: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  secretary = await signedIn(district, 'branchSecretary')
  street = await signedIn(district, 'streetAdmin')
  reader = await signedIn(district, 'resident')
  outsider = await signedIn(district, 'resident', { building: district.grids[2].buildings[0].code })
})
afterEach(() => app.close())

async function published(
  title = '周三停水通知',
  audience = [district.communities[0]],
  { author, branchCode } = { author: secretary, branchCode: 'B1' },
): Promise<string> {
  const { id } = await app.does(author, 'POST /v1/notices', {
    body: { title, text: '周三上午 9 点到 12 点停水。', branchCode, audience },
  })
  await app.does(author, 'POST /v1/notices/{id}/submit', { params: { id } })
  await app.does(street, 'POST /v1/notices/{id}/approve', { params: { id } })
  app.clock.advance({ minutes: 1 })
  return id
}
const withdraw = (id: string) => app.does(street, 'POST /v1/notices/{id}/withdraw', { params: { id }, body: { reason: '检修改期' } })
const list = async (who: SignedIn | null, query: { grid?: string; favourite?: '1' } = {}) =>
  (await app.does(who, 'GET /v1/notices', { query })).rows.map(({ id }) => id)
const detail = (who: SignedIn | null, id: string) => app.call(who, 'GET /v1/notices/{id}', { params: { id } })
const read = (who: SignedIn, id: string, body: { liked?: boolean; favourite?: boolean } = {}) =>
  app.call(who, 'PUT /v1/notices/{id}/reader', { params: { id }, body })
async function inbox(who: SignedIn) {
  await app.jobs.runDue()
  return (await app.does(who, 'GET /v1/inbox')).rows.map(({ title, read }) => [title, read])
}

test('a list has the notices for one’s home, newest first; shared, one opens for whoever lives elsewhere, as for a stranger', async () => {
  const [older, newer] = [await published('停水'), await published('停电', [district.grids[0].code])]
  expect(await list(reader)).toEqual([newer, older])
  expect(await list(outsider)).toEqual([])
  expect((await detail(reader, older)).body).toMatchObject({
    title: '停水',
    branchName: '槐树里家门口党支部',
    withdrawn: false,
    read: false,
  })
  for (const who of [outsider, null])
    expect((await detail(who, older)).body).toMatchObject({ title: '停水', text: expect.any(String) as string })
  expect((await read(outsider, older, { favourite: true })).body).toMatchObject({ views: 1, favourite: true })
  expect(await list(outsider, { favourite: '1' })).toEqual([older])
})

test('asked for another grid, a list has what a stranger finds there, and what is for one’s home', async () => {
  const theirs = await published()
  const author = await signedIn(district, { staff: district.staff.otherSecretary })
  const own = await published('活动', [district.communities[1]], { author, branchCode: 'B2' })
  const grid = district.grids[0].code
  expect(await list(null, { grid })).toEqual([theirs])
  expect(await list(outsider, { grid })).toEqual([own, theirs])
  expect(await list(outsider)).toEqual([own])
})

test('signed out, or without a home, the grid one looks at decides what a list has', async () => {
  const id = await published()
  const homeless = await signedIn(district, 'resident', { building: null })
  for (const who of [null, homeless]) {
    expect(await list(who, { grid: district.grids[1].code })).toEqual([id])
    expect(await list(who, { grid: district.grids[2].code })).toEqual([])
    expect(await list(who)).toEqual([])
    expect((await detail(who, id)).status).toBe(200)
  }
})

test('drafts and notices in review are nobody’s to read', async () => {
  const { id } = await app.does(secretary, 'POST /v1/notices', {
    body: { title: '草稿', text: '还没写完的公告。', branchCode: 'B1', audience: [district.communities[0]] },
  })
  expect((await detail(reader, id)).status).toBe(404)
  await app.does(secretary, 'POST /v1/notices/{id}/submit', { params: { id } })
  expect((await detail(reader, id)).status).toBe(404)
  expect(await list(reader)).toEqual([])
})

test('a reader is counted once, however often and from however many screens at once', async () => {
  const id = await published()
  await Promise.all(Array.from({ length: 6 }, () => read(reader, id)))
  expect((await read(reader, id)).body.views).toBe(1)
  expect((await read(await signedIn(district, 'resident'), id)).body.views).toBe(2)
  expect((await detail(reader, id)).body).toMatchObject({ views: 2, read: true })
})

test('likes and favourites are switches: the counter follows exactly, the same again changes nothing', async () => {
  const id = await published()
  await Promise.all(Array.from({ length: 5 }, () => read(reader, id, { liked: true })))
  expect((await read(reader, id, { favourite: true })).body).toEqual({ views: 1, likes: 1, liked: true, favourite: true })
  expect((await read(reader, id, { liked: false })).body).toEqual({ views: 1, likes: 0, liked: false, favourite: true })
  expect((await read(reader, id, { liked: false })).body.likes).toBe(0)
})

test('favourites are those I kept, newest first', async () => {
  const [first, second] = [await published('停水'), await published('停电')]
  await read(reader, second, { favourite: true })
  expect(await list(reader, { favourite: '1' })).toEqual([second])
  expect(await list(null, { favourite: '1' })).toEqual([])
  await read(reader, first, { favourite: true })
  expect(await list(reader, { favourite: '1' })).toEqual([second, first])
})

test('a withdrawn notice leaves the list, stays with those who kept it, and says only that and why', async () => {
  const id = await published()
  const mate = await signedIn(district, 'resident')
  await read(reader, id, { favourite: true })
  await withdraw(id)
  expect(await list(reader)).toEqual([])
  expect((await app.does(reader, 'GET /v1/notices', { query: { favourite: '1' } })).rows).toMatchObject([
    { id, withdrawn: true, thumbUrl: null },
  ])
  expect((await detail(mate, id)).body).toMatchObject({ withdrawn: true, withdrawnReason: '检修改期', text: '', photos: [] })
  expect((await read(mate, id)).status).toBe(404)
  expect((await read(reader, id, { favourite: false })).body).toMatchObject({ views: 1, favourite: false })
})

test('publishing tells the audience once, reading it marks that read; withdrawing tells those who read it', async () => {
  const id = await published()
  expect(await inbox(reader)).toEqual([['有新公告', false]])
  expect(await inbox(outsider)).toEqual([])
  const late = await signedIn(district, 'resident')
  await read(reader, id)
  expect(await inbox(reader)).toEqual([['有新公告', true]])
  await withdraw(id)
  expect(await inbox(reader)).toEqual([
    ['您看过的公告已撤回', false],
    ['有新公告', true],
  ])
  expect(await inbox(late)).toEqual([])
})

test('a notice withdrawn before it was told is told to nobody', async () => {
  const id = await published()
  await withdraw(id)
  expect(await inbox(reader)).toEqual([])
})

test('the list is read page by page, each notice once', async () => {
  const ids: string[] = []
  for (let i = 0; i < 5; i += 1) ids.unshift(await published(`第 ${i} 条公告`))
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof paged>> = await paged(after)
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  expect(seen).toEqual(ids)
})
const paged = (after: string | null) => app.does(reader, 'GET /v1/notices', { query: { limit: '2', ...(after === null ? {} : { after }) } })
