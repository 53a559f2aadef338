import { EventEmitter, once } from 'node:events'
import { sql } from 'kysely'
import { roomJobs } from '../../rooms'
import { testApp } from '../../testing/app/app'
import { testDatabase } from '../../testing/database/database'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
/** What a test opened beside, closed in this order. */
const parts: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of [...parts.splice(0), () => here.app.close()]) await close()
})

const at = (wall: string) => new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`)
const count = (titles: readonly string[], title: string) => titles.filter((said) => said === title).length

test('a deadline is said at half, at four fifths and at its end, each once', async () => {
  const { app, resident, member, files, told } = here
  await files(resident)
  const passes = async (minutes: number) => {
    app.clock.advance({ minutes })
    return (await told(member)).filter((title) => title.startsWith('受理'))
  }
  expect(await passes(14)).toEqual([])
  expect(await passes(1)).toEqual(['受理时限过了一半'])
  expect(await passes(9)).toEqual(['受理时限快到了', '受理时限过了一半'])
  expect(await passes(7)).toEqual(['受理已超时', '受理时限快到了', '受理时限过了一半'])
})

test('what comes late rings only for the highest step: after downtime, and for what begins when it is over', async () => {
  const { app, resident, member, files, told, acts, sees } = here
  const request = await files(resident)
  app.clock.advance({ days: 3 })
  const late = ['受理已超时', '全程已超时']
  expect((await told(member)).filter((title) => title.includes('时限') || title.includes('超时')).sort()).toEqual(late.sort())
  const accepted = await acts(member, request, 'accept', {})
  expect(accepted.overdue).toBe(true)
  expect(count(await told(member), '办理答复已超时')).toBe(1)
  expect((await told(member)).filter((title) => title.startsWith('办理答复时限'))).toEqual([])
  expect(count(await told(resident), '没有按约定时间办好，对不起')).toBe(1)
  const handling = (await sees(member, request)).clocks.find(({ kind }) => kind === 'handling')
  expect(handling?.state).toBe('overdue')
})

test('a missed deadline climbs to the street and the supervisor, and is said again: never silent, no daily noise', async () => {
  const { app, resident, member, secretary, streetAdmin, supervisor, files, told, acts, sees } = here
  const request = await files(resident)
  const [street, district, again] = ['诉求超时，请街道督促', '督办：诉求超时没有办好', '督办：诉求仍然没有办好']
  // Of the order that the supervisor's step issues; it is said once where the ladder goes on anyway.
  const silent = '督办没有人回应'
  const at0900 = async (day: string) => {
    app.clock.set(at(`${day} 09:00`))
    return {
      street: (await told(streetAdmin)).filter((title) => title.startsWith('诉求超时') || title.startsWith('督办')),
      supervisor: (await told(supervisor)).filter((title) => title.startsWith('督办')),
    }
  }
  app.clock.set(at('11-23 10:00'))
  expect(count(await told(secretary), '受理已超时')).toBe(1)
  expect(await at0900('11-23')).toEqual({ street: [], supervisor: [] })
  expect(await at0900('11-24')).toEqual({ street: [street], supervisor: [] })
  expect(await at0900('11-27')).toEqual({ street: [street], supervisor: [] })
  expect(await at0900('11-30')).toEqual({ street: [street], supervisor: [district] })
  expect(await at0900('12-04')).toEqual({ street: [silent, street], supervisor: [silent, district] })
  expect(await at0900('12-07')).toEqual({ street: [again, silent, street], supervisor: [again, silent, district] })
  expect(await at0900('12-14')).toEqual({ street: [again, again, silent, street], supervisor: [again, again, silent, district] })
  expect(count(await told(member), again)).toBe(2)

  // Every step is an event for the staff; its requester reads what she was told herself, and her file verifies all the same.
  const rang = (await sees(member, request)).timeline.filter(({ did }) => did === 'rang').map(({ text }) => text)
  expect(rang).toEqual(expect.arrayContaining(['全程时限快到了', '受理已超时，已提醒办理人、党支部书记', '仍然超时，已提醒区监督员']))
  expect((await sees(resident, request)).timeline.map(({ did }) => did)).toEqual(['filed', 'ordered'])
  const file = await app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })
  const inside = file.events.filter(({ did }) => did === 'rang')
  expect(inside.length).toBeGreaterThan(3)
  expect(inside.every(({ content, nonce }) => content === null && nonce === null)).toBe(true)

  await acts(member, request, 'accept', {})
  await acts(member, request, 'reply', { outcome: 'explained', text: '已经当面说明' })
  const before = await at0900('12-14')
  expect(await at0900('12-28')).toEqual(before)
})

test('of a 举报 nobody of the grid hears at any step', async () => {
  const { app, district, resident, member, deputy, secretary, supervisor, files, told } = here
  const form = { kind: 'report', categoryCode: 'TIPOFF', text: '占道经营', buildingCode: district.grids[0].buildings[0].code } as const
  await files(resident, form)
  for (const day of ['11-24', '12-01', '12-08', '12-15', '12-22']) {
    app.clock.set(at(`${day} 09:00`))
    await app.jobs.runDue()
  }
  expect(count(await told(supervisor), '督办：诉求仍然没有办好')).toBeGreaterThan(0)
  for (const who of [member, deputy, secretary]) expect(await told(who)).toEqual([])
})

test('two processes, one killed in the middle of a run: each warning comes exactly once', async () => {
  const database = await testDatabase()
  // Six of each warning, in the order of their times: it dies in the second that says 已超时.
  let left = 14
  const begins = new EventEmitter()
  const ring = roomJobs['clocks.ring']
  if (typeof ring !== 'function') throw new Error('clocks ring one by one')
  const dying: typeof roomJobs = {
    ...roomJobs,
    'clocks.ring': async (context, payload) => {
      begins.emit('ring')
      await ring(context, payload)
      left -= 1
      // As kill -9 does: the connection is gone before the commit, and the lane stays leased.
      if (left === 0) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(context.tx)
    },
  }
  const first = await community({ database, jobs: dying })
  const second = await testApp({ database, clock: first.app.clock })
  parts.push(
    () => second.close(),
    () => first.app.close(),
    () => database.close(),
  )
  const requests = []
  for (let n = 0; n < 6; n += 1) requests.push(await first.files(first.resident, { text: `楼道灯坏了 ${n}` }))
  first.app.clock.advance({ minutes: 31 })
  const rang = once(begins, 'ring')
  const running = first.app.jobs.runDue()
  await rang
  await Promise.allSettled([running, second.jobs.runDue()])
  await sql`update outbox_lane set held_until = now() - interval '1 second'`.execute(database.db)
  first.app.clock.advance({ hours: 1 })
  await second.jobs.runDue()
  const late = async (who: Community['member']) =>
    (await second.does(who, 'GET /v1/inbox', { query: { limit: '50' } })).rows.filter(({ title }) => title === '受理已超时')
  for (const who of [first.member, first.secretary]) {
    const rows = await late(who)
    expect(new Set(rows.map(({ text }) => text)).size).toBe(requests.length)
    expect(rows).toHaveLength(requests.length)
  }
  expect(left).toBeLessThanOrEqual(0)
})

test('two processes, one killed while it issues orders: each request has one, told once', async () => {
  const database = await testDatabase()
  let left = 2
  const begins = new EventEmitter()
  const ring = roomJobs['clocks.ring']
  if (typeof ring !== 'function') throw new Error('clocks ring one by one')
  const dying: typeof roomJobs = {
    ...roomJobs,
    'clocks.ring': async (context, payload) => {
      begins.emit('ring')
      await ring(context, payload)
      const ordered = await context.tx.selectFrom('supervision_order').select('id').execute()
      if (ordered.length >= left && left > 0) {
        left = 0
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(context.tx)
      }
    },
  }
  const first = await community({ database, jobs: dying })
  const second = await testApp({ database, clock: first.app.clock })
  parts.push(
    () => second.close(),
    () => first.app.close(),
    () => database.close(),
  )
  const requests = []
  for (let n = 0; n < 3; n += 1) requests.push(await first.files(first.resident, { text: `楼道灯坏了 ${n}` }))
  first.app.clock.set(at('11-24 09:00'))
  await second.jobs.runDue()
  for (const day of ['11-25 09:00', '12-01 09:00']) {
    first.app.clock.set(at(day))
    // The one that will die has the lane before the other comes.
    const rang = once(begins, 'ring')
    const running = first.app.jobs.runDue()
    await rang
    await Promise.allSettled([running, second.jobs.runDue()])
    await sql`update outbox_lane set held_until = now() - interval '1 second'`.execute(database.db)
    first.app.clock.advance({ hours: 1 })
    await second.jobs.runDue()
  }
  expect(left).toBe(0)
  const { rows } = await second.does(first.supervisor, 'GET /v1/staff/orders', {})
  expect(rows.map(({ requestId }) => requestId).sort()).toEqual(requests.map(({ id }) => id).sort())
  const said = (await second.does(first.member, 'GET /v1/inbox', { query: { limit: '50' } })).rows
  expect(said.filter(({ title }) => title === '督办：请回应并办理')).toHaveLength(requests.length)
})
