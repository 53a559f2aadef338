import { inTransaction } from '../platform/database/database'
import { bad, community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { leaveNothingWith } from './departure'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const at = (wall: string) => new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`)
const leave = (who: SignedIn, standInCode: string, fromDay: string, untilDay = fromDay) =>
  here.app.does(who, 'POST /v1/absences', { body: { gridCode: here.district.grids[0].code, standInCode, fromDay, untilDay } })
const texts = async (who: SignedIn, title: string) => {
  await here.app.jobs.runDue()
  const { rows } = await here.app.does(who, 'GET /v1/inbox', { query: { limit: '50' } })
  return rows.filter((row) => row.title === title).map(({ text }) => text)
}
const standsIn = '李明1请假，由您代班'

const asks: Parameters<Community['files']>[1] = {
  kind: 'consult',
  categoryCode: 'PENSION',
  text: '想问问补贴怎么办',
  answers: [
    { code: 'age', value: '80' },
    { code: 'kind', value: '其他' },
  ],
}

test('when a leave that was filed ahead begins, what ends in it is handed on and the stand-in is told who waits', async () => {
  const { app, resident, neighbour, member, deputy, files, acts, sees, told } = here
  await leave(member, 'D1', '2026-11-24', '2026-11-25')
  const [waits, early, visit] = [await files(resident, asks), await files(resident), await files(neighbour, asks)]
  for (const request of [waits, early, visit]) await acts(member, request, 'accept', {})
  await acts(member, visit, 'handle', { text: '上门看看', visitAt: at('11-25 10:00').toISOString() })
  app.clock.set(at('11-23 18:00'))
  await app.jobs.runDue()
  expect((await sees(member, early)).handler?.code).toBe('M1')
  app.clock.set(at('11-24 00:01'))
  const [begun] = await texts(deputy, standsIn)
  expect(begun).toContain('2 件没办完的诉求现在由您办理，最近的一件今天 9:00 前')
  expect(begun).toContain('另有 1 件还在李明1名下')
  expect([(await sees(deputy, early)).handler?.code, (await sees(deputy, visit)).handler?.code]).toEqual(['D1', 'D1'])
  expect((await sees(member, waits)).handler?.code).toBe('M1')
  expect(await texts(neighbour, '诉求换人办理')).toEqual([expect.stringContaining('约好明天 10:00 上门，由王芳1来')])
  expect((await sees(resident, early)).timeline.at(-1)).toMatchObject({ did: 'reassign', by: '系统' })
  // Delivered twice: nothing is told again, and what was handed on stays.
  await app.db.updateTable('outbox').set({ done_at: null }).where('kind', '=', 'duty.leave').execute()
  app.clock.set(at('11-26 08:00'))
  expect(await texts(deputy, standsIn)).toHaveLength(2)
  expect(await told(deputy)).toContain('李明1的请假结束了')
  expect(await texts(member, '您的请假结束了')).toEqual([expect.stringContaining('请假期间转走了 2 件')])
  expect((await sees(deputy, early)).handler?.code).toBe('D1')
})

test('while somebody is away nothing new goes to them, and words on what stays theirs reach the stand-in', async () => {
  const { app, district, resident, member, deputy, dispatcher, files, acts, sees, told, rates, settles } = here
  const [stays, replied] = [await files(resident, asks), await files(resident)]
  await acts(member, stays, 'accept', {})
  await settles(replied)
  // The deputy replies nothing: of the team only somebody away is left for what is rated badly.
  await leave(deputy, 'M1', '2026-11-23')
  await app.jobs.runDue()
  const again = await rates(resident, replied, bad)
  expect((await sees(dispatcher, replied)).handler?.code).not.toBe('D1')
  expect(again.state).toBe('rework')
  expect((await sees(dispatcher, stays)).mates.map(({ code }) => code)).not.toContain('D1')
  expect(await here.tries(dispatcher, stays, 'reassign', { handlerCode: 'D1', reason: '轮换' })).toBe('badInput')
  app.clock.set(at('11-24 09:00'))
  await leave(member, 'D1', '2026-11-24')
  await acts(resident, stays, 'comment', { text: '还有一件事想说' })
  expect(await told(deputy)).toContain('诉求有新留言')
  expect((await sees(deputy, stays)).handler?.code).toBe('M1')
  // Ended in the minute it began, nothing is left of it.
  const { absences } = await app.does(member, 'GET /v1/my-duty')
  await app.does(member, 'DELETE /v1/absences/{id}', { params: { id: absences[0]?.id ?? '' } })
  await acts(resident, stays, 'comment', { text: '又想起一件' })
  expect((await told(deputy)).filter((title) => title === '诉求有新留言')).toHaveLength(1)
  expect((await app.does(null, 'GET /v1/grids/{code}', { params: { code: district.grids[0].code } })).onDuty?.staffCode).toBe('M1')
})

test('a request that would end with its handler away is handed on when its time comes near, also to a stand-in of the stand-in', async () => {
  const { app, district, resident, member, deputy, files, acts, sees } = here
  await app.db
    .insertInto('team_member')
    .values({ district_id: district.id, grid_code: district.grids[0].code, staff_code: 'M2', place: 2, title: '网格员' })
    .execute()
  await leave(member, 'D1', '2026-11-24', '2026-11-27')
  await leave(deputy, 'M2', '2026-11-25', '2026-11-26')
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(member, request, 'askMore', { question: '哪一盏' })
  app.clock.set(at('11-24 12:00'))
  await app.jobs.runDue()
  expect((await sees(member, request)).handler?.code).toBe('M1')
  app.clock.set(at('11-25 09:00'))
  await acts(resident, request, 'supply', { text: '三楼那一盏' })
  app.clock.set(at('11-26 08:00'))
  await app.jobs.runDue()
  expect((await sees(member, request)).handler?.code).toBe('M2')
})

test('whoever leaves leaves nothing: requests, disputes to decide and leaves to stand in go to others', async () => {
  const { app, district, resident, member, dispatcher, files, acts, sees, told } = here
  const [held, given] = [await files(resident, asks), await files(resident)]
  await acts(member, held, 'accept', { handlerCode: 'D1' })
  await acts(dispatcher, given, 'dispatch', { unitCode: 'CG', reason: '归城管' })
  const head = await signedIn(district, { staff: 'UH' })
  await acts(head, given, 'dispute', { reason: '不归我们' })
  await leave(member, 'D1', '2026-11-25')
  await app.db.updateTable('staff').set({ retired_at: app.clock.now() }).where('code', 'in', ['D1', 'SU']).execute()
  await app.db.updateTable('team_member').set({ retired_at: app.clock.now() }).where('staff_code', '=', 'D1').execute()
  await inTransaction(app.db, (tx) => leaveNothingWith({ tx, districtId: district.id, clock: app.clock }, ['D1', 'SU']))
  expect((await sees(member, held)).handler?.code).toBe('M1')
  expect(await told(member)).toEqual(expect.arrayContaining(['有一件诉求转给您办理', '您的请假没有人代班了']))
  expect(await told(dispatcher)).toContain('一件交办异议等您定')
  expect((await sees(dispatcher, given)).furtherActions).toContain('decide')
})
