import { randomUUID } from 'node:crypto'
import { refusedShownDays } from '@doorstep/contract/rules'
import { community, type Community } from '../requests/testing/requests'
import { signedIn } from '../testing/people/signed-in'
import { aSlot, aVenue } from '../testing/worlds/venues'
import { instantOf } from '../platform/time/calendar'

let here: Community

beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const resident = () => signedIn(here.district, 'resident')
const underway = (who: Awaited<ReturnType<typeof resident>>) => here.app.does(who, 'GET /v1/underway')

test('somebody for whom nothing is under way has an empty answer', async () => {
  expect(await underway(await resident())).toEqual({
    requests: [],
    moreRequests: false,
    bookings: [],
    waiting: [],
    tickets: [],
    proposals: [],
    conversations: [],
  })
})

test('an open request comes as the list shows it, with the newest words of those who work on it and when they come', async () => {
  const { app, member, files, acts } = here
  const she = await resident()
  const request = await files(she)
  expect((await underway(she)).requests).toMatchObject([{ id: request.id, state: 'submitted', newest: null, rateBy: null }])
  await acts(member, request, 'accept', {})
  await acts(member, request, 'handle', { text: '约了师傅', visitAt: '2026-11-23T06:30:00.000Z' })
  await acts(she, request, 'comment', { text: '好的' })
  const [row] = (await underway(she)).requests
  const [listed] = (await app.does(she, 'GET /v1/requests')).rows
  expect(row).toEqual({
    ...listed,
    rateBy: null,
    newest: {
      by: expect.stringContaining('李明') as string,
      text: '约了师傅',
      visitAt: '2026-11-23T06:30:00.000Z',
      at: expect.any(String) as string,
    },
    step: { kind: 'visit', at: '2026-11-23T06:30:00.000Z', reason: '约了师傅', broken: false, confirmedAt: null, asked: null },
  })
})

test('a reply says until when it may be rated; what is over is left out', async () => {
  const { files, settles, rates } = here
  const she = await resident()
  const request = await files(she)
  await settles(request)
  const [row] = (await underway(she)).requests
  expect(row).toMatchObject({
    state: 'replied',
    rateBy: (await here.sees(she, request)).rateBy,
    newest: { text: '已经换了新灯泡，试过了会亮' },
  })
  await rates(she, request)
  expect((await underway(she)).requests).toEqual([])
})

test('nothing of another resident is in it', async () => {
  const { files, neighbour } = here
  const request = await files(neighbour)
  const { requests } = await underway(await resident())
  expect(requests.map(({ id }) => id)).not.toContain(request.id)
})

test('bookings, holds and waiting lists come as their lists show them', async () => {
  const { app, district } = here
  const venue = await aVenue(district)
  const [slot, full] = [
    await aSlot(venue, { startsAt: instantOf('2026-11-24', '09:00') }),
    await aSlot(venue, { startsAt: instantOf('2026-11-25', '09:00'), capacity: 1 }),
  ]
  const [she, other] = [await resident(), await resident()]
  const hold = async (who: typeof she, slotId: string) => app.does(who, 'POST /v1/holds', { body: { slotId } })
  await app.does(other, 'POST /v1/bookings', { body: { holdId: (await hold(other, full)).id } })
  await app.does(she, 'POST /v1/waiting', { body: { slotId: full } })
  await app.does(she, 'POST /v1/bookings', { body: { holdId: (await hold(she, slot)).id } })
  const mine = await underway(she)
  expect(mine.bookings).toEqual((await app.does(she, 'GET /v1/bookings')).rows)
  expect(mine.bookings).toHaveLength(1)
  expect(mine.waiting).toEqual((await app.does(she, 'GET /v1/waiting')).rows)
  expect(mine.waiting).toMatchObject([{ state: 'waiting', position: 1 }])
})

test('a conversation is in it while something is unread or waited for; a proposal until it is answered', async () => {
  const { app, district, member } = here
  const she = await resident()
  const { id } = await app.does(she, 'POST /v1/conversations', { body: { gridCode: district.grids[0].code } })
  const says = (who: typeof she, text: string) =>
    app.does(who, 'POST /v1/conversations/{id}/messages', { params: { id }, body: { clientId: randomUUID(), kind: 'text', text } })
  await says(she, '楼道灯坏了')
  expect((await underway(she)).conversations).toMatchObject([
    { id, unread: 0, lastText: '楼道灯坏了', waitingSince: expect.any(String) as string },
  ])
  const body = { clientId: randomUUID(), seqs: [1], categoryCode: district.categories.ordinary, text: '楼道灯坏了', kind: 'help' as const }
  const proposal = await app.does(member, 'POST /v1/conversations/{id}/proposals', { params: { id }, body })
  const asked = await underway(she)
  expect(asked.conversations).toMatchObject([{ id, unread: 1, waitingSince: null }])
  expect(asked.proposals).toMatchObject([
    { conversationId: id, message: { id: proposal.id, from: 'them', proposal: { text: '楼道灯坏了' } } },
  ])
  await app.does(she, 'PUT /v1/conversations/{id}/marks', { params: { id }, body: { read: 2 } })
  await here.files(she, { text: '楼道灯坏了', fromMessages: { conversationId: id, seqs: [1], proposalId: proposal.id } })
  expect((await underway(she)).proposals).toEqual([])
})

test('a request that was not accepted is told of for a week, unless it was contested', async () => {
  const { app, member, files, acts } = here
  const [she, other] = [await resident(), await resident()]
  const refuse = async (who: typeof she) => {
    const request = await files(who)
    await acts(member, request, 'refuse', { reason: 'otherDuty', explanation: '归物业管', route: '请找物业' })
    return request
  }
  const [refused, contested] = [await refuse(she), await refuse(other)]
  await acts(other, contested, 'contest', { text: '物业说归社区' })
  expect((await underway(she)).requests).toMatchObject([{ id: refused.id, state: 'notAccepted', newest: { text: '归物业管' } }])
  expect((await underway(other)).requests).toMatchObject([{ id: contested.id, state: 'submitted' }])
  app.clock.advance({ days: refusedShownDays, minutes: 1 })
  expect((await underway(she)).requests).toEqual([])
})
