import { community, type Community } from '../requests/testing/requests'
import type { SignedIn } from '../testing/people/signed-in'

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
