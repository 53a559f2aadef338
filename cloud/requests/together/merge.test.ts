import { mergeLevels } from '@doorstep/contract/rules'
import { signedIn } from '../../testing/people/signed-in'
import { bad, community, good, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const reply = { outcome: 'explained', text: '整栋楼的灯都换好了' } as const
const into = ({ number }: { number: string }) => ({ number, reason: '同一栋楼的灯' })

/** Returns two requests of two neighbours about the same thing, both accepted. */
async function pair() {
  const { files, acts, resident, neighbour, member } = here
  const [main, child] = [await files(resident, { text: '三号楼灯不亮' }), await files(neighbour, { text: '楼梯上一片黑，我叫刘建国' })]
  for (const request of [main, child]) await acts(member, request, 'accept', {})
  return { main, child }
}
const listed = async () =>
  (await here.app.does(here.member, 'GET /v1/requests', { query: { side: 'team', view: 'open', limit: '50' } })).rows.map(({ id }) => id)

test('whose request is merged keeps her time, reads nothing of the other, and staff find both as one', async () => {
  const { acts, tries, sees, told, resident, neighbour, member } = here
  const { main, child } = await pair()
  const promised = (await sees(neighbour, child)).promisedAt
  await acts(member, child, 'merge', into(main))
  const hers = await sees(neighbour, child)
  expect(hers).toMatchObject({ promisedAt: promised, together: { reason: '', main: null }, mergedHere: [], state: 'accepted' })
  expect(JSON.stringify(hers)).not.toContain(main.number)
  expect(JSON.stringify(hers)).not.toContain('三号楼')
  expect(await told(neighbour)).toContain('您的诉求和相近的一件一起办')
  expect(await listed()).not.toContain(child.id)
  expect(await listed()).toContain(main.id)
  expect(await tries(member, child, 'reply', reply)).toBe('merged')
  const desk = await sees(member, child)
  expect(desk.together?.main).toMatchObject({ id: main.id, number: main.number })
  expect([...desk.actions, ...desk.furtherActions]).toEqual(['unmerge'])
  expect((await sees(member, main)).mergedHere).toEqual([{ id: child.id, number: child.number, title: child.title }])
  expect(JSON.stringify(await sees(resident, main))).not.toContain(child.number)
})

test('the answer of the main is the answer of each, and a bad rating has only the one of it done again, by somebody else', async () => {
  const { app, acts, sees, rates, told, resident, neighbour, member, district } = here
  const { main, child } = await pair()
  await acts(member, child, 'merge', into(main))
  await acts(member, main, 'reply', reply)
  await app.jobs.runDue()
  const hers = await sees(neighbour, child)
  expect(hers).toMatchObject({ state: 'replied', outcome: 'explained' })
  expect(hers.timeline.filter(({ did }) => did === 'reply').map(({ text }) => text)).toEqual([reply.text])
  expect(await told(neighbour)).toContain('诉求有答复了：解释说明')
  await rates(neighbour, child, bad)
  const again = await sees(neighbour, child)
  expect(again).toMatchObject({ state: 'rework', together: null })
  expect(again.handler?.code).not.toBe(district.grids[0].member)
  expect((await sees(resident, main)).state).toBe('replied')
  await rates(resident, main, good)
  expect((await sees(resident, main)).state).toBe('closed')
})

test('an answer of the main that is corrected is corrected for each', async () => {
  const { app, acts, sees, neighbour, member } = here
  const { main, child } = await pair()
  await acts(member, child, 'merge', into(main))
  await acts(member, main, 'reply', reply)
  await app.jobs.runDue()
  await acts(member, main, 'correct', { text: '看错了楼号' })
  await app.jobs.runDue()
  expect(await sees(neighbour, child)).toMatchObject({ state: 'accepted', outcome: null })
  await acts(member, main, 'reply', { ...reply, text: '这次真的换好了' })
  await app.jobs.runDue()
  expect((await sees(neighbour, child)).state).toBe('replied')
})

test('what she says on a merged request reaches those of the main, also once it is closed, and opens nothing', async () => {
  const { app, acts, sees, rates, told, resident, neighbour, member } = here
  const { main, child } = await pair()
  await acts(member, child, 'merge', into(main))
  await acts(neighbour, child, 'comment', { text: '四楼也黑' })
  expect(await told(member)).toContain('并案的居民留言')
  expect((await sees(member, main)).timeline.at(-1)?.title).toBe(`来自并案 ${child.number}：居民留言`)
  expect(JSON.stringify((await sees(resident, main)).timeline)).not.toContain('来自并案')
  await acts(member, main, 'reply', reply)
  await rates(resident, main, good)
  await app.jobs.runDue()
  await acts(neighbour, child, 'comment', { text: '又黑了' })
  await app.jobs.runDue()
  const after = await sees(member, main)
  expect(after.state).toBe('closed')
  expect(after.timeline.filter(({ did }) => did === 'fromMerged')).toHaveLength(2)
})

test('withdrawing the child leaves the main; a main that is withdrawn gives back its child with the time it had', async () => {
  const { app, acts, sees, resident, neighbour, member } = here
  const first = await pair()
  await acts(member, first.child, 'merge', into(first.main))
  await acts(neighbour, first.child, 'withdraw', {})
  expect((await sees(resident, first.main)).state).toBe('accepted')
  const { main, child } = await pair()
  const { promisedAt } = await acts(member, child, 'merge', into(main))
  await acts(resident, main, 'withdraw', {})
  await app.jobs.runDue()
  expect(await sees(neighbour, child)).toMatchObject({ state: 'accepted', together: null, promisedAt })
  expect(await listed()).toContain(child.id)
})

test('a wrong merge is taken back, and the request runs as before', async () => {
  const { acts, sees, neighbour, member } = here
  const { main, child } = await pair()
  const { promisedAt } = await acts(member, child, 'merge', into(main))
  await acts(member, child, 'unmerge', {})
  expect(await sees(neighbour, child)).toMatchObject({ state: 'accepted', together: null, promisedAt })
  expect(await listed()).toContain(child.id)
  await acts(member, child, 'reply', reply)
})

test('A into B into C is C; circles, what is closed, reports, and numbers one may not see are refused', async () => {
  const { app, acts, tries, sees, files, told, resident, member, stranger, dispatcher } = here
  const { main: c, child: b } = await pair()
  const { main: a } = await pair()
  expect(await tries(member, b, 'merge', into(b))).toBe('mergeCircle')
  await acts(member, a, 'merge', into(b))
  expect(await tries(member, b, 'merge', into(a))).toBe('mergeCircle')
  await acts(member, b, 'merge', into(c))
  await acts(resident, a, 'comment', { text: '还没亮' })
  await told(member)
  expect((await sees(member, c)).timeline.map(({ title }) => title)).toContain(`来自并案 ${a.number}：居民留言`)
  const d = await files(resident)
  await acts(member, d, 'merge', into(a))
  expect((await sees(member, d)).together?.main?.id).toBe(c.id)
  await acts(member, c, 'reply', reply)
  for (let n = 0; n < 3; n += 1) await app.jobs.runDue()
  for (const one of [a, b, d]) expect((await sees(member, one)).state).toBe('replied')
  const e = await files(resident)
  expect(await tries(member, e, 'merge', into(c))).toBe('mergeClosed')
  const report = await files(resident, {
    kind: 'report',
    categoryCode: here.district.categories.report,
    buildingCode: here.district.grids[0].buildings[1].code,
  })
  expect(await tries(dispatcher, report, 'merge', into(e))).toBe('reportsNotMerged')
  expect(await tries(dispatcher, e, 'merge', into(report))).toBe('badInput')
  expect(await tries(stranger, e, 'merge', into(e))).toBe('notFound')
})

test('whoever has nothing to do in the grid of the other reads its number, not its words', async () => {
  const { app, district, acts, sees, files, resident, neighbour, dispatcher, member } = here
  const [, second] = district.grids
  const there = await signedIn(district, { staff: second.member })
  const main = await files(resident, { text: '三号楼灯不亮' })
  const child = await files(neighbour, { text: '楼梯上一片黑，我叫刘建国', buildingCode: second.buildings[0].code })
  await acts(dispatcher, main, 'accept', { handlerCode: district.grids[0].deputy })
  await acts(dispatcher, child, 'merge', into(main))
  await app.jobs.runDue()
  expect((await sees(there, child)).together?.main).toEqual({ id: main.id, number: main.number, title: '另一个网格的诉求' })
  expect((await app.call(there, 'GET /v1/requests/{id}', { params: { id: main.id } })).status).toBe(404)
  expect((await sees(member, main)).mergedHere).toEqual([{ id: child.id, number: child.number, title: '另一个网格的诉求' }])
  expect(JSON.stringify(await sees(member, main))).not.toContain('刘建国')
  expect((await sees(here.deputy, main)).mergedHere).toMatchObject([{ title: child.title }])
  expect((await sees(dispatcher, main)).mergedHere).toMatchObject([{ title: child.title }])
})

test('merging one into the other ends after a few levels, so that no chain makes each call look through it', async () => {
  const { files, tries, resident, dispatcher } = here
  let last = await files(resident)
  const codes: (string | null)[] = []
  for (let level = 0; level <= mergeLevels; level += 1) {
    const next = await files(resident)
    codes.push(await tries(dispatcher, last, 'merge', into(next)))
    last = next
  }
  expect(codes).toEqual([...Array.from({ length: mergeLevels }, () => null), 'mergeTooDeep'])
})

test('of two who merge each into the other at once one is refused, and of a merge and a reply at once none is lost', async () => {
  const { app, tries, sees, files, resident, neighbour, dispatcher, streetAdmin, member } = here
  const [a, b] = [await files(resident), await files(neighbour)]
  const both = await Promise.all([tries(dispatcher, a, 'merge', into(b)), tries(streetAdmin, b, 'merge', into(a))])
  expect(both.filter((code) => code === null)).toHaveLength(1)
  expect(both.filter((code) => code !== null)).toEqual(['mergeCircle'])
  const { main, child } = await pair()
  const [merged, replied] = await Promise.all([tries(member, child, 'merge', into(main)), tries(member, main, 'reply', reply)])
  expect(replied).toBeNull()
  await app.jobs.runDue()
  expect((await sees(neighbour, child)).state).toBe(merged === null ? 'replied' : 'accepted')
})

test('a main put into a slower category still ends when the earliest of what was merged into it was promised', async () => {
  const { app, district, acts, sees, neighbour, member } = here
  const slow = {
    code: 'PIPE',
    name: '下水管道',
    sort: 9,
    group_name: '楼道',
    kinds: '["help"]',
    hint: '',
    questions: '[]',
    rule: '下水管道的时限',
  }
  const times = { acceptance: '{"amount":30,"unit":"minute"}', handling: '{"amount":5,"unit":"workingDay"}' }
  await app.db
    .insertInto('category')
    .values({ district_id: district.id, ...slow, ...times })
    .execute()
  const { main, child } = await pair()
  await acts(member, child, 'merge', into(main))
  const { promisedAt } = await sees(neighbour, child)
  const after = await acts(member, main, 'recategorise', { categoryCode: 'PIPE', reason: '是管道漏水' })
  expect(after).toMatchObject({ categoryName: '下水管道', promisedAt })
  expect((await sees(neighbour, child)).promisedAt).toBe(promisedAt)
})

test('of what nobody has accepted only the acceptance is promised, also where it was merged', async () => {
  const { files, acts, sees, resident, neighbour, member } = here
  const [main, child] = [await files(resident, { text: '五号楼灯不亮' }), await files(neighbour, { text: '五号楼楼道黑' })]
  expect((await sees(neighbour, child)).next).toMatch(/会在.*受理$/)
  await acts(member, child, 'merge', into(main))
  expect((await sees(neighbour, child)).next).toMatch(/^和相近的一件一起办，会在.*受理$/)
  expect((await sees(member, child)).next).toMatch(/^已并入另一件一起办，答应居民.*受理$/)
  await acts(member, main, 'accept', {})
  await here.app.jobs.runDue()
  expect((await sees(neighbour, child)).next).toMatch(/^和相近的一件一起办，会在.*答复您$/)
})
