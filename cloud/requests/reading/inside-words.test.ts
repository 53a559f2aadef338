import { wordsFor } from '@doorstep/contract/requests/written'
import type { RequestAction } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { breaksIn } from '../proof/chain'
import { community, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

/** Returns all that the requester reads of a request: the page, the lists, home, notifications, the export. */
async function readByHer({ id }: { id: string }): Promise<string> {
  const { app, resident } = here
  await app.jobs.runDue()
  const read = [
    await app.does(resident, 'GET /v1/requests/{id}', { params: { id } }),
    await app.does(resident, 'GET /v1/requests', {}),
    await app.does(resident, 'GET /v1/underway', {}),
    await app.does(resident, 'GET /v1/inbox', {}),
    await app.does(resident, 'GET /v1/requests/{id}/export', { params: { id } }),
  ]
  return JSON.stringify(read)
}

test('内部备注 is written in every state, read by the staff and told to the handler; she reads, hears and exports none of it', async () => {
  const { app, resident, member, deputy, supervisor, stranger, files, acts, tries, sees, told } = here
  const request = await files(resident)
  await acts(member, request, 'note', { text: '备注一：家里有老人' })
  await acts(member, request, 'accept', {})
  const before = await sees(resident, request)
  await acts(supervisor, request, 'note', { text: '备注二：以前来过信访' })
  expect(await told(member)).toContain('诉求有内部备注')
  await acts(member, request, 'reply', { outcome: 'explained', text: '已经当面说明清楚' })
  await acts(deputy, request, 'note', { text: '备注三：态度要好' })
  expect([
    await tries(resident, request, 'note', { text: '我的备注' }),
    await tries(stranger, request, 'note', { text: '别处的备注' }),
  ]).toEqual(['notYourRole', 'notFound'])

  const texts = ({ timeline }: RequestDetail) => timeline.filter(({ did }) => did === 'note').map(({ text }) => text)
  expect(texts(await sees(deputy, request))).toEqual(['备注一：家里有老人', '备注二：以前来过信访', '备注三：态度要好'])
  expect(texts(await sees(resident, request))).toEqual([])
  expect((await sees(resident, request)).furtherActions).not.toContain('note')
  expect(await readByHer(request)).not.toContain('备注')
  expect(before.updatedAt).toBe(before.timeline.at(-1)?.at)
  const exported = await app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })
  expect(exported.events.filter(({ did }) => did === 'note')).toHaveLength(3)
  expect(breaksIn(exported)).toEqual([])
})

test('a note counts as no word to her: it answers no urge and nothing of a 举报 is heard outside', async () => {
  const { app, resident, member, dispatcher, files, acts, sees } = here
  const request = await files(resident, {
    kind: 'report',
    categoryCode: 'TIPOFF',
    text: '楼下饭店占道经营',
    buildingCode: here.district.grids[0].buildings[1].code,
  })
  await acts(dispatcher, request, 'note', { text: '先核实' })
  expect((await app.call(member, 'GET /v1/requests/{id}', { params: { id: request.id } })).status).toBe(404)
  expect((await sees(resident, request)).timeline.map(({ did }) => did)).toEqual(['filed'])
})

test('what staff write reaches her where the field says 居民看得到, and nowhere where it says 内部', async () => {
  const { app, resident, member, dispatcher, supervisor, files, acts } = here
  const [request, refused] = [await files(resident), await files(resident)]
  const written = new Map<RequestAction, string>()
  const words = (action: RequestAction) => {
    const text = `${action}字样写在这里`
    written.set(action, text)
    return text
  }
  await acts(member, request, 'accept', { note: words('accept') })
  await acts(supervisor, request, 'note', { text: words('note') })
  await acts(member, request, 'askMore', { question: words('askMore') })
  await acts(member, request, 'suppliedByPhone', { text: words('suppliedByPhone') })
  await acts(dispatcher, request, 'reassign', { handlerCode: 'D1', reason: words('reassign') })
  await acts(dispatcher, request, 'reassign', { handlerCode: 'M1', reason: words('reassign') })
  await acts(member, request, 'comment', { text: words('comment') })
  await acts(member, request, 'handle', { text: words('handle') })
  await acts(member, request, 'reply', { outcome: 'explained', text: words('reply') })
  await acts(member, request, 'correct', { text: words('correct') })
  await acts(dispatcher, request, 'dispatch', { unitCode: 'CG', reason: words('dispatch'), outside: '先试一试这个单位' })
  await acts(member, refused, 'refuse', { reason: 'otherArea', explanation: words('refuse') })
  const read = `${await readByHer(request)}${await readByHer(refused)}`
  for (const [action, text] of written) expect([action, read.includes(text)]).toEqual([action, wordsFor[action] === 'resident'])
  expect(read).not.toContain('先试一试')

  // The words are kept as earlier versions kept them, for the staff.
  const kept = await app.db
    .selectFrom('request_event')
    .where('district_id', '=', here.district.id)
    .where('request_id', '=', request.id)
    .where('did', '=', 'reassign')
    .select('content')
    .execute()
  expect(JSON.stringify(kept)).toContain(words('reassign'))
  expect(JSON.stringify(await here.sees(supervisor, request))).toContain(words('reassign'))
})
