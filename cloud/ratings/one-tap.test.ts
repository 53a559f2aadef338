import type { Sent } from '@doorstep/contract/endpoints'
import type { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import sharp from 'sharp'
import { community, type Community } from '../requests/testing/requests'
import { verifyAll } from '../requests/proof/verify'
import type { SignedIn } from '../testing/people/signed-in'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

type Table = (typeof ratingEndpoints)['table']
type Tap = Sent<Table['POST /v1/requests/{id}/ratings']>['body']
type Added = Sent<Table['POST /v1/requests/{id}/ratings/add']>['body']

const taps = (who: SignedIn, { id }: { id: string }, body: Tap) =>
  here.app.does(who, 'POST /v1/requests/{id}/ratings', { params: { id }, body })
const adds = (who: SignedIn, { id }: { id: string }, body: Added) =>
  here.app.does(who, 'POST /v1/requests/{id}/ratings/add', { params: { id }, body })
const refusedAdding = async (who: SignedIn, { id }: { id: string }, body: Added) =>
  (await here.app.call(who, 'POST /v1/requests/{id}/ratings/add', { params: { id }, body })).problem?.code ?? null
const takesBack = (who: SignedIn, { id }: { id: string }) =>
  here.app.does(who, 'POST /v1/requests/{id}/ratings/takeBack', { params: { id } })
const refusedBack = async (who: SignedIn, { id }: { id: string }) =>
  (await here.app.call(who, 'POST /v1/requests/{id}/ratings/takeBack', { params: { id } })).problem?.code ?? null
const replied = async () => {
  const request = await here.files(here.resident)
  await here.settles(request)
  return request
}
const stored = ({ id }: { id: string }) =>
  here.app.db
    .selectFrom('request')
    .where('district_id', '=', here.district.id)
    .where('id', '=', id)
    .select(['state', 'handler_code', 'excluded_handlers', 'rework', 'outcome', 'rate_by', 'closed_at', 'promised_at', 'to_call'])
    .executeTakeFirstOrThrow()
const clocksOf = ({ id }: { id: string }) =>
  here.app.db.selectFrom('clock').where('district_id', '=', here.district.id).where('owner_id', '=', id).selectAll().orderBy('id').execute()

const photo = async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer()
  return (await here.app.upload(here.resident, bytes, 'a.jpg', 'image/jpeg')).body.id
}

describe('one tap', () => {
  test('a face alone is a rating, and what it does not say is 未答: no yes and no no', async () => {
    const request = await replied()
    const rated = await taps(here.resident, request, { satisfied: 5 })
    expect(rated).toMatchObject({ state: 'closed', rated: { satisfied: 5, contacted: null, solved: null, reasons: [], text: '' } })
    expect((await here.sees(here.supervisor, request)).rated).toMatchObject({
      contacted: null,
      solved: null,
      addUntil: null,
      takeBackUntil: null,
    })
  })

  test('a bad face reopens for another handler at once, without a reason', async () => {
    const request = await replied()
    expect(await taps(here.resident, request, { satisfied: 2 })).toMatchObject({ state: 'rework', rework: 1, handler: { code: 'D1' } })
  })

  test('没解决 alone reopens, and how satisfied she is stays 未答', async () => {
    const request = await replied()
    const rated = await taps(here.resident, request, { solved: false })
    expect(rated).toMatchObject({ state: 'rework', rated: { satisfied: null, solved: false } })
    expect(rated.timeline.at(-1)?.title).toBe('您说没解决，换人重办')
  })

  test('a tap that says nothing is no rating', async () => {
    const request = await replied()
    for (const body of [{}, { contacted: true }, { solved: true }]) {
      const answer = await here.app.call(here.resident, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body })
      expect(answer.problem?.errors?.map(({ path }) => path)).toEqual(['satisfied'])
    }
  })
})

describe('what is added', () => {
  test('each answer is added once, while the rating is open, by whoever rated', async () => {
    const request = await replied()
    await taps(here.resident, request, { satisfied: 4 })
    expect(await adds(here.resident, request, { contacted: true })).toMatchObject({
      rated: { contacted: true, solved: null, satisfied: 4 },
    })
    expect(await adds(here.resident, request, { solved: true, text: '很耐心' })).toMatchObject({ rated: { solved: true, text: '很耐心' } })
    expect(await refusedAdding(here.resident, request, { contacted: false })).toBe('ratingAnswered')
    expect(await refusedAdding(here.resident, request, { solved: false })).toBe('ratingAnswered')
    expect(await refusedAdding(here.resident, request, { text: '再写几句' })).toBe('ratingAnswered')
    expect(await refusedAdding(here.resident, request, { satisfied: 1 })).toBe('ratingAnswered')
    expect(await refusedAdding(here.resident, request, {})).toBe('badInput')
    expect(await refusedAdding(here.neighbour, request, { reasons: ['slow'] })).toBe('notFound')
    expect(await refusedAdding(here.member, request, { reasons: ['slow'] })).toBe('notFound')
    expect((await here.sees(here.resident, request)).state).toBe('closed')
  })

  test('nothing is added where nothing is rated, nor when the days to rate are over, to the millisecond', async () => {
    const request = await replied()
    expect(await refusedAdding(here.resident, request, { contacted: true })).toBe('notNow')
    const { rated } = await taps(here.resident, request, { satisfied: 4 })
    const now = here.app.clock.now().toISOString()
    here.app.clock.set(rated?.addUntil ?? '')
    expect(await refusedAdding(here.resident, request, { contacted: true })).toBeNull()
    here.app.clock.advance({ ms: 1 })
    expect(await refusedAdding(here.resident, request, { solved: true })).toBe('ratingOver')
    expect((await here.sees(here.resident, request)).rated?.addUntil).toBeNull()
    here.app.clock.set(now)
  })

  test('没解决 added to a good face reopens as a bad rating does', async () => {
    const { resident, member, deputy, supervisor } = here
    const request = await replied()
    await taps(resident, request, { satisfied: 5 })
    const reopened = await adds(resident, request, { solved: false, reasons: ['notFixed'], text: '晚上又不亮了' })
    expect(reopened).toMatchObject({ state: 'rework', rework: 1, handler: { code: 'D1' }, rated: { satisfied: 5, solved: false } })
    expect(await here.sees(deputy, request)).toMatchObject({ rated: { reasons: ['notFixed'], text: '晚上又不亮了' } })
    expect(await here.sees(member, request)).toMatchObject({ next: '已转给别人办理', rated: null, as: [], clocks: [] })
    expect(await here.told(deputy)).toContain('一件诉求要重新办理')
    expect(await here.told(supervisor)).toContain('有一件差评正在重办')
    expect(await here.tries(member, request, 'handle', { text: '我再看看' })).not.toBeNull()
  })

  test('why it is to be done again joins the case for its new handler, and leaves no trace for the former', async () => {
    const { resident, member, deputy } = here
    const request = await replied()
    await taps(resident, request, { satisfied: 1 })
    await here.app.jobs.runDue()
    const before = { page: await here.sees(member, request), told: await here.told(member) }
    const added = await adds(resident, request, { reasons: ['slow'], text: '等了三天', fileIds: [await photo()] })
    expect(added.rated?.files).toHaveLength(1)
    expect(added.timeline.at(-1)).toMatchObject({ title: '您补充了评价', text: '' })
    const seen = await here.sees(deputy, request)
    expect(seen.rated).toMatchObject({ reasons: ['slow'], text: '等了三天', files: [{ kind: 'photo' }] })
    expect(await here.told(deputy)).toContain('居民说了为什么要重办')
    expect({ page: await here.sees(member, request), told: await here.told(member) }).toEqual(before)
  })

  test('whose reply was rated well reads nothing of what is added', async () => {
    const { resident, member, supervisor } = here
    const request = await replied()
    await taps(resident, request, { satisfied: 3 })
    const before = await here.sees(member, request)
    here.app.clock.advance({ minutes: 5 })
    await adds(resident, request, { contacted: false, text: '没有人来过', fileIds: [await photo()] })
    expect(await here.sees(member, request)).toEqual(before)
    expect((await here.sees(supervisor, request)).rated).toMatchObject({ contacted: false, files: [{ kind: 'photo' }] })
  })

  test('another person’s photo is refused', async () => {
    const request = await replied()
    await taps(here.resident, request, { satisfied: 1 })
    const { body } = await here.app.upload(
      here.neighbour,
      await sharp({ create: { width: 40, height: 30, channels: 3, background: '#963' } })
        .jpeg()
        .toBuffer(),
      'b.jpg',
      'image/jpeg',
    )
    expect(await refusedAdding(here.resident, request, { fileIds: [body.id] })).toBe('badInput')
  })
})

describe('点错了', () => {
  test('a bad tap taken back leaves the case as it was, its clocks, handler and days to rate, too', async () => {
    const { resident, member, deputy, supervisor } = here
    const request = await replied()
    const before = [await stored(request), await clocksOf(request)]
    here.app.clock.advance({ minutes: 7 })
    const { rated } = await taps(resident, request, { satisfied: 1 })
    expect(new Date(rated?.takeBackUntil ?? 0).getTime() - here.app.clock.now().getTime()).toBe(2 * 60_000)
    expect(await here.told(deputy)).toContain('一件诉求要重新办理')
    here.app.clock.advance({ seconds: 30 })
    const back = await takesBack(resident, request)
    expect(back).toMatchObject({
      state: 'replied',
      rated: null,
      rework: 0,
      actions: expect.arrayContaining(['confirm', 'reopen']) as string[],
    })
    expect(back.timeline.slice(-2).map(({ title }) => title)).toEqual(['您不满意，换人重办', '您点错了，收回评价'])
    expect([await stored(request), await clocksOf(request)]).toEqual(before)
    expect((await here.told(deputy))[0]).toBe('评价收回了，不用重新办理')
    expect((await here.told(supervisor))[0]).toBe('评价收回了，不用重新办理')
    expect(await here.sees(deputy, request)).toMatchObject({ state: 'replied', as: ['team'] })

    const seen = await here.sees(member, request)
    expect(seen).toMatchObject({ state: 'replied', as: expect.arrayContaining(['handler']) as string[], rated: null, rework: 0 })
    expect(seen.timeline.slice(-2).map(({ title }) => title)).toEqual(['已转给别人办理', '回到等居民评价'])
    expect(JSON.stringify(seen)).not.toMatch(/不满意|点错|重办|重新办理/)

    expect(await taps(resident, request, { satisfied: 5 })).toMatchObject({ state: 'closed', rated: { satisfied: 5 } })
    expect(await here.told(member)).toContain('一件诉求已确认办结')
  })

  test('whose 举报 was rated badly hears nothing of that when it is taken back; who was told that it is to be done again, that it is not', async () => {
    const { resident, dispatcher, streetAdmin, district } = here
    const buildingCode = district.grids[0].buildings[0].code
    const request = await here.files(resident, { kind: 'report', categoryCode: 'TIPOFF', text: '网格里有人收钱办事', buildingCode })
    await here.acts(dispatcher, request, 'accept', {})
    await here.acts(dispatcher, request, 'reply', { outcome: 'solved', text: '已经核实并处理，请您放心' })
    const before = await here.told(dispatcher)
    await taps(resident, request, { satisfied: 1 })
    expect((await here.told(streetAdmin))[0]).toBe('一件诉求要重新办理')
    await takesBack(resident, request)
    expect((await here.told(streetAdmin))[0]).toBe('评价收回了，不用重新办理')
    expect(await here.told(dispatcher)).toEqual(before)
  })

  test('a good tap taken back waits for a rating again, and closes by itself when none comes', async () => {
    const request = await replied()
    const before = [await stored(request), await clocksOf(request)]
    await taps(here.resident, request, { satisfied: 5 })
    expect(await takesBack(here.resident, request)).toMatchObject({ state: 'replied', rated: null })
    expect([await stored(request), await clocksOf(request)]).toEqual(before)
    const now = here.app.clock.now().toISOString()
    here.app.clock.advance({ days: 16 })
    await here.app.jobs.runDue()
    expect((await here.sees(here.resident, request)).state).toBe('closed')
    here.app.clock.set(now)
  })

  test.each([1, 5])(
    'a tap of %i in the last minute, taken back after the days to rate are over, leaves nothing open',
    async (satisfied) => {
      const request = await replied()
      const now = here.app.clock.now().toISOString()
      const { rate_by: rateBy } = await stored(request)
      here.app.clock.set(rateBy?.toISOString() ?? '')
      await taps(here.resident, request, { satisfied })
      here.app.clock.advance({ minutes: 1 })
      await here.app.jobs.runDue()
      await takesBack(here.resident, request)
      await here.app.jobs.runDue()
      const { state, timeline } = await here.sees(here.resident, request)
      expect([state, timeline.at(-1)?.title]).toEqual(['closed', '评价时间已过，按未评价办结'])
      here.app.clock.set(now)
    },
  )

  test('没解决 taken back leaves the good face', async () => {
    const { resident } = here
    const request = await replied()
    await taps(resident, request, { satisfied: 4 })
    const before = [await stored(request), await clocksOf(request)]
    here.app.clock.advance({ minutes: 10 })
    expect(await refusedBack(resident, request)).toBe('takeBackOver')
    await adds(resident, request, { solved: false })
    expect(await takesBack(resident, request)).toMatchObject({
      state: 'closed',
      rated: { satisfied: 4, solved: null, takeBackUntil: null },
    })
    expect([await stored(request), await clocksOf(request)]).toEqual(before)
    expect(await refusedBack(resident, request)).toBe('takeBackOver')
    // It waits for no rating: she rated it, and what she took back was added later.
    const { timeline } = await here.sees(here.member, request)
    expect(timeline.slice(-2).map(({ title, state }) => [title, state])).toEqual([
      ['已转给别人办理', 'handling'],
      ['回到已办结', 'closed'],
    ])
  })

  test('a case that had ended unrated ends unrated again', async () => {
    const { resident, app, district } = here
    const request = await replied()
    await app.db
      .updateTable('request')
      .where('district_id', '=', district.id)
      .where('id', '=', request.id)
      .set({ state: 'closed', closed_at: app.clock.now() })
      .execute()
    const before = await stored(request)
    here.app.clock.advance({ minutes: 1 })
    for (const satisfied of [1, 5]) {
      await taps(resident, request, { satisfied })
      expect(await takesBack(resident, request)).toMatchObject({ state: 'closed', rated: null })
      expect(await stored(request)).toEqual(before)
    }
  })

  test('no later than the minutes, and not once somebody has taken it on', async () => {
    const { resident, deputy, neighbour, member } = here
    const late = await replied()
    await taps(resident, late, { satisfied: 1 })
    expect([await refusedBack(neighbour, late), await refusedBack(member, late)]).toEqual(['notFound', 'notFound'])
    here.app.clock.advance({ minutes: 2 })
    expect((await here.sees(resident, late)).rated?.takeBackUntil).toBe(here.app.clock.now().toISOString())
    here.app.clock.advance({ ms: 1 })
    expect((await here.sees(resident, late)).rated?.takeBackUntil).toBeNull()
    expect(await refusedBack(resident, late)).toBe('takeBackOver')

    const taken = await replied()
    await taps(resident, taken, { satisfied: 1 })
    await here.acts(deputy, taken, 'comment', { text: '我来办，今天就去看' })
    expect(await refusedBack(resident, taken)).toBe('takeBackOver')
    await here.acts(deputy, taken, 'handle', { text: '已联系电工' })
    expect(await refusedBack(resident, taken)).toBe('notNow')

    const unrated = await replied()
    expect(await refusedBack(resident, unrated)).toBe('notNow')
  })

  test('a slip may happen three times a reply, no more', async () => {
    const request = await replied()
    for (const satisfied of [1, 5, 2]) {
      await taps(here.resident, request, { satisfied })
      await takesBack(here.resident, request)
    }
    expect((await taps(here.resident, request, { satisfied: 5 })).rated?.takeBackUntil).toBeNull()
    expect(await refusedBack(here.resident, request)).toBe('takeBackOver')
  })

  test('two taps back at the same moment are one', async () => {
    const request = await replied()
    await taps(here.resident, request, { satisfied: 1 })
    const codes = await Promise.all([refusedBack(here.resident, request), refusedBack(here.resident, request)])
    expect(codes.sort()).toEqual([null, 'notNow'].sort())
  })

  test('what is written down on the phone is not a tap of hers', async () => {
    const { member, dispatcher, app, district } = here
    const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'byPhone' } } as const
    const request = await here.files(member, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
    await here.settles(request)
    const params = { id: request.id }
    const phones = (body: Tap) => app.call(dispatcher, 'POST /v1/staff/requests/{id}/ratings', { params, body })
    expect((await phones({ satisfied: 1 })).problem?.errors?.map(({ path }) => path)).toEqual(['reasons'])
    expect((await phones({ satisfied: 4 })).body.rated).toMatchObject({ contacted: null, solved: null, satisfied: 4 })
    expect(await refusedBack(member, request)).not.toBeNull()
    expect(await refusedAdding(member, request, { contacted: true })).toBe('ratingOver')
  })
})

test('after all that every chain verifies against its case', async () => {
  let cases = 0
  for await (const verdict of verifyAll(here.app.db, here.app.deps.files)) {
    cases += 1
    expect(verdict.breaks).toEqual([])
  }
  expect(cases).toBeGreaterThan(15)
})
