import { community, type Community } from '../testing/requests'

let here: Community
let filed: { id: string; number: string }[]

beforeAll(async () => {
  here = await community()
  const { app, district, resident, neighbour, member, files, acts } = here
  const [first, second] = district.grids
  filed = []
  for (let i = 0; i < 7; i += 1) {
    filed.push(
      await files(i % 2 === 0 ? resident : neighbour, { text: `第${i}件`, buildingCode: (i < 5 ? first : second).buildings[0].code }),
    )
    app.clock.advance({ minutes: 1 })
  }
  const [accepted, asked] = filed
  if (accepted === undefined || asked === undefined) throw new Error('seven were filed')
  await acts(member, accepted, 'accept', {})
  await acts(member, asked, 'askMore', { question: '在哪？' })
})
afterAll(() => here.app.close())

type Query = { side?: 'resident' | 'team'; view?: 'open' | 'all' | 'mine' | 'overdue' | 'done'; area?: string }

/** Returns every title of a list, read in pages of two. */
async function titles(who: { token: string }, query: Query): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined
  do {
    const page = await here.app.does(who, 'GET /v1/requests', {
      query: { ...query, limit: '2', ...(after === undefined ? {} : { after }) },
    })
    expect(page.rows.length).toBeLessThanOrEqual(2)
    found.push(...page.rows.map(({ title }) => title))
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}

test('my own cases, newest first, page by page without gap or double', async () => {
  expect(await titles(here.resident, {})).toEqual(['第6件', '第4件', '第2件', '第0件'])
  expect(await titles(here.neighbour, { view: 'open' })).toEqual(['第5件', '第3件', '第1件'])
  expect(await titles(here.resident, { view: 'done' })).toEqual([])
})

test('a team sees its grid’s cases, open ones by whose promise ends first, those that stand still last', async () => {
  expect(await titles(here.member, { side: 'team', view: 'open' })).toEqual(['第2件', '第3件', '第4件', '第0件', '第1件'])
  expect(await titles(here.member, { side: 'team' })).toEqual(['第4件', '第3件', '第2件', '第1件', '第0件'])
  expect(await titles(here.stranger, { side: 'team' })).toEqual([])
})

test('a dispatcher sees the street, and one grid of it when asked', async () => {
  const { dispatcher, district } = here
  expect(await titles(dispatcher, { side: 'team' })).toHaveLength(7)
  expect(await titles(dispatcher, { side: 'team', area: district.grids[1].code })).toEqual(['第6件', '第5件'])
})

test('mine are those in my hands; overdue those whose promise is broken', async () => {
  const { app, deputy, member, secretary } = here
  expect(await titles(deputy, { side: 'team', view: 'mine' })).toEqual([])
  expect(await titles(member, { side: 'team', view: 'mine' })).toHaveLength(5)
  expect(await titles(secretary, { side: 'team', view: 'all' })).toEqual([])
  app.clock.set('2026-11-23T01:33:30.000Z')
  expect(await titles(member, { side: 'team', view: 'overdue' })).toEqual(['第2件', '第3件'])
  expect(await titles(secretary, { side: 'team', view: 'all' })).toEqual(['第3件', '第2件'])
})

test('a cursor of another list is bad input', async () => {
  const { next } = await here.app.does(here.member, 'GET /v1/requests', { query: { side: 'team', view: 'open', limit: '1' } })
  const mangled = { side: 'team' as const, after: `${next ?? ''}x`.slice(3) }
  expect((await here.app.call(here.member, 'GET /v1/requests', { query: mangled })).problem?.code).toBe('badInput')
})

/** Returns the staff inbox, read in pages of two. */
async function inbox(who: { token: string }, sort: 'due' | 'wait') {
  const found: { title: string; kind: string; stateName: string; mine: boolean }[] = []
  let after: string | undefined
  do {
    const page = await here.app.does(who, 'GET /v1/staff/inbox', { query: { sort, limit: '2', ...(after === undefined ? {} : { after }) } })
    found.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  return found
}

test('the inbox merges messages and cases by whose clock ends first, or who has waited longest', async () => {
  const { app, district, resident, member, stranger } = here
  app.clock.set('2026-11-23T01:10:00.000Z')
  const { id } = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  await app.does(resident, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { kind: 'text', text: '在吗', clientId: '01a20751-0000-7000-8000-000000000001' },
  })
  const byDue = await inbox(member, 'due')
  expect(byDue.map(({ title }) => title)).toEqual(['第2件', '第3件', '第4件', '王阿姨', '第0件', '第1件'])
  expect(byDue.find(({ kind }) => kind === 'conversation')).toMatchObject({ stateName: '等回复', mine: true })
  expect((await inbox(member, 'wait')).map(({ title }) => title)).toEqual(['第0件', '第1件', '第2件', '第3件', '第4件', '王阿姨'])
  const { counts } = await app.does(member, 'GET /v1/staff/inbox', {})
  expect(counts).toEqual({ waiting: 4, handling: 1, overdue: 0 })
  expect(await inbox(stranger, 'due')).toEqual([])
  expect((await app.call(resident, 'GET /v1/staff/inbox', {})).problem?.code).toBe('notYourRole')
})

test('somebody’s own case and message do not wait in their own inbox: others answer them', async () => {
  const { app, district, deputy, member } = here
  const own = { buildingCode: district.grids[0].buildings[0].code, text: '自己提的事' }
  await here.files(deputy, own)
  const { id } = await app.does(deputy, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  await app.does(deputy, 'POST /v1/conversations/{id}/messages', {
    params: { id },
    body: { kind: 'text', text: '我家也停水', clientId: '01a20751-0000-7000-8000-000000000002' },
  })
  const titlesFor = async (who: { token: string }) => (await inbox(who, 'wait')).map(({ title, kind }) => `${kind} ${title}`)
  const [his, hers] = [await titlesFor(deputy), await titlesFor(member)]
  expect(hers).toHaveLength(his.length + 2)
  expect(his).not.toContain('request 自己提的事')
  expect(hers).toContain('request 自己提的事')
})
