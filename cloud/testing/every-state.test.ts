import { bookingMachine, type BookingState } from '@doorstep/contract/bookings/machine'
import { bookingStates, bookingStatesWhere, bookingTraits, openBookingStates, openWaitingStates } from '@doorstep/contract/bookings/words'
import { actionsIn, type AnyTable, type GuardOf } from '@doorstep/contract/machine'
import { noticeMachine, noticeStates } from '@doorstep/contract/notices'
import { ticketMachine } from '@doorstep/contract/queue/machine'
import { openTicketStates, ticketStates, ticketTraits } from '@doorstep/contract/queue/words'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { requestStates } from '@doorstep/contract/requests/words'
import { sql } from 'kysely'
import { counter } from '../bookings/testing/staff'
import { uuidv7 } from '../platform/process/ids'
import { testHall } from '../queue/testing/queue'
import { bad, community, good } from '../requests/testing/requests'
import { testApp, type TestApp } from './app/app'
import { aDistrict } from './district'
import { signedIn } from './people/signed-in'

/**
 * Walks the real rooms: a record of each machine is put into every state, in scenes where its guards hold and where they do not, and
 * everybody who may look at it is offered exactly what the table allows them.
 */

const opened: TestApp[] = []
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})
/** Closes the app of a world after its test, whatever the test says. */
const closing = <World extends { app: TestApp }>(world: World): World => {
  opened.push(world.app)
  return world
}

interface Seen {
  as: readonly string[]
  actions: readonly string[]
}

/** For each guard of a table, the scenes in which it holds; a new guard does not compile without one. */
type HoldsIn<T extends AnyTable, Scene> = Record<GuardOf<T>, readonly Scene[]>

/** Returns the actions that the table allows in a state to these parties, where its guards hold. */
function allowed<T extends AnyTable>(
  table: T,
  state: string,
  as: readonly string[],
  holds: (guard: GuardOf<T>) => boolean = () => true,
): string[] {
  // A guard that the table names is one of GuardOf<T>; the compiler cannot infer this from the mapped union.
  return actionsIn(table, state, as).filter((action) => (table[action]?.guards ?? []).every((guard) => holds(guard as GuardOf<T>)))
}

/** Every guard has to hold somewhere and to fail somewhere, or the walk says nothing about it. */
function expectBoth(holdsIn: Record<string, readonly string[]>, scenes: readonly string[], except: readonly string[] = []): void {
  for (const [guard, held] of Object.entries(holdsIn)) {
    if (!except.includes(guard)) expect([guard, held.length > 0 && held.length < scenes.length]).toEqual([guard, true])
  }
}

test('bookings: the booker, the counter and the helper are offered what the table allows', async () => {
  const here = closing(await counter())
  const { app, district, venue } = here
  await here.rules(venue.services.slot, { cancelMinutes: 60 })
  const booker = await here.resident()
  const helper = await signedIn(district, 'handler')
  const { id } = await here.books(booker, await here.slot('2026-11-26 10:00'))
  const mark = { helper_code: district.staff.handler }
  const [past, future] = [new Date('2026-11-22T00:00:00Z'), new Date('2026-12-30T00:00:00Z')]
  const scenes = {
    early: {
      at: '2026-11-23 09:00',
      row: { held_until: future, approve_by: future, appeal_text: null, appeal_answer: null, to_call: null, way: 'slot' },
    },
    coming: { at: '2026-11-26 09:30', row: { held_until: past, approve_by: past, appeal_text: '堵车', to_call: '改到下午', sequence: 20 } },
    over: { at: '2026-11-26 10:40', row: { approve_by: null, appeal_answer: '仍计', to_call: null, way: 'home', sequence: 0 } },
    dayAfter: { at: '2026-11-27 09:00', row: { sequence: 21, approve_by: past, appeal_text: null, appeal_answer: null, way: 'slot' } },
  }
  type Scene = keyof typeof scenes
  const holdsIn: HoldsIn<typeof bookingMachine, Scene> = {
    holdRuns: ['early'],
    inApprovalTime: ['early', 'over'],
    notBegun: ['early', 'coming'],
    inCancelWindow: ['early'],
    fewChanges: ['early', 'over'],
    arrivable: ['coming'],
    mayHaveCome: ['coming', 'over', 'dayAfter'],
    graceOver: ['over', 'dayAfter'],
    placeOpen: ['early', 'coming', 'over'],
    sameDay: ['coming', 'over'],
    appealedOnce: ['early', 'dayAfter'],
    appealed: ['coming'],
    atHome: ['over'],
    toCall: ['coming'],
  }
  const bindsBooker: (keyof typeof holdsIn)[] = ['inCancelWindow', 'fewChanges']
  expectBoth(holdsIn, Object.keys(scenes))
  const put = (changes: object) =>
    app.db.updateTable('booking').set(changes).where('district_id', '=', district.id).where('id', '=', id).execute()
  const staffSees = async (who: typeof helper, state: BookingState): Promise<Seen | null> => {
    const answer = await app.call(who, 'GET /v1/staff/bookings/{id}', { params: { id } })
    expect([state, answer.status]).toEqual([state, bookingTraits[state].made ? 200 : 404])
    return answer.status === 200 ? answer.body : null
  }
  await put(mark)
  // Entered for the day the booking is for; from then on nobody was missed that day.
  const closed = (): Promise<unknown> =>
    app.db
      .insertInto('closure')
      .values({
        district_id: district.id,
        id: uuidv7(),
        venue_code: venue.code,
        from_day: '2026-11-26',
        until_day: '2026-11-26',
        reason: '停水',
        by_staff: district.staff.branchSecretary,
        created_at: past,
      })
      .execute()
  for (const [scene, { at, row }] of Object.entries(scenes) as [Scene, (typeof scenes)[Scene]][]) {
    app.clock.set(`${at.replace(' ', 'T')}:00.000+08:00`)
    await put(row)
    if (scene === 'dayAfter') await closed()
    for (const state of bookingStates) {
      await put({ state })
      const seen = [await here.sees(booker, { id }), await staffSees(here.member, state), await staffSees(helper, state)]
      expect(seen.map((one) => one?.as)).toEqual(
        bookingTraits[state].made ? [['booker'], ['counter'], []] : [['booker'], undefined, undefined],
      )
      for (const { as, actions } of seen.filter((one) => one !== null)) {
        const holds = (guard: keyof typeof holdsIn) =>
          holdsIn[guard].includes(scene) || (bindsBooker.includes(guard) && !as.includes('booker'))
        expect({ scene, state, as, actions }).toEqual({ scene, state, as, actions: allowed(bookingMachine, state, as, holds) })
      }
    }
  }
})

const byTable = (a: string, b: string) => Object.keys(requestMachine).indexOf(a) - Object.keys(requestMachine).indexOf(b)

/** Returns the actions that a rating offers to whoever gave it. */
const followUps = ({ state, rated }: Pick<RequestDetail, 'state' | 'rated'>): string[] => [
  ...(rated !== null && rated.solved === null && rated.addUntil !== null && state === 'closed' ? ['notSolved'] : []),
  ...(rated !== null && rated.takeBackUntil !== null && ['rework', 'closed'].includes(state) ? ['takeBack'] : []),
  ...(rated !== null && rated.changeUntil !== null ? [state === 'closed' ? 'rateWorse' : 'rateBetter'] : []),
]

test('requests: everybody who may look at one is offered what the table allows', async () => {
  const here = closing(await community())
  const { app, district, resident } = here
  const [fresh, rated] = [await here.files(resident), await here.files(resident, { text: '楼道里有积水' })]
  await here.settles(rated)
  await here.rates(resident, rated, good)
  const tapped = await here.files(resident, { text: '楼道里又有积水' })
  await here.settles(tapped)
  await app.does(resident, 'POST /v1/requests/{id}/ratings', { params: { id: tapped.id }, body: { satisfied: 5 } })
  // Somebody has answered it since: it is no slip that could be taken back any more.
  await here.acts(here.member, tapped, 'comment', { text: '谢谢您' })
  const urged = await here.files(resident, { text: '楼道里还有积水' })
  const [past, future] = [new Date('2026-11-22T00:00:00Z'), new Date('2026-12-30T00:00:00Z')]
  const late = { promised_at: past, promise_paused: false }
  await app.db.updateTable('request').set(late).where('district_id', '=', district.id).where('id', '=', urged.id).execute()
  await here.acts(resident, urged, 'urge', {})
  const appealed = await here.files(resident, { text: '楼道里又黑了' })
  await here.settles(appealed)
  await here.rates(resident, appealed, bad)
  const params = { id: appealed.id }
  await app.does(resident, 'POST /v1/requests/{id}/ratings/change', { params, body: { ...bad, satisfied: 2 } })
  await app.does(here.deputy, 'POST /v1/requests/{id}/remedy/contacted', { params, body: { text: '已经打电话问清楚了' } })
  await app.does(here.deputy, 'POST /v1/requests/{id}/remedy', { params, body: { way: 'appeal', text: '现场看过，灯是亮的' } })
  const found = await app.does(here.streetAdmin, 'POST /v1/staff/requests', {
    body: {
      ...{ kind: 'help', categoryCode: district.categories.ordinary, text: '楼道堆了纸箱', channel: 'grid' },
      buildingCode: district.grids[0].buildings[0].code,
      done: { text: '已经请住户搬走，楼道清空了', fileIds: [] },
    },
  })
  const scenes = {
    first: { id: fresh.id, row: { contested: false, rate_by: future } },
    late: { id: fresh.id, row: { contested: true, rate_by: past, ...late } },
    rated: { id: rated.id, row: { contested: false, rate_by: future } },
    tapped: { id: tapped.id, row: { contested: false, rate_by: future } },
    urged: { id: urged.id, row: { contested: false, rate_by: future, ...late } },
    appealed: { id: appealed.id, row: { contested: false, rate_by: past } },
    found: { id: found.id, row: { contested: false, rate_by: past, to_check: true } },
  }
  type Scene = keyof typeof scenes
  const holdsIn: HoldsIn<typeof requestMachine, Scene> = {
    contestedOnce: ['first', 'rated', 'tapped', 'urged', 'appealed', 'found'],
    unrated: ['first', 'late', 'urged', 'appealed', 'found'],
    inRatingWindow: ['first', 'rated', 'tapped', 'urged'],
    solvedOpen: ['tapped'],
    justTapped: ['rated'],
    changeOpen: ['rated', 'tapped'],
    appealOpen: ['appealed'],
    foundByStaff: ['found'],
    doneShown: ['first', 'late', 'rated', 'tapped', 'urged', 'appealed', 'found'],
    checkOpen: ['found'],
    // Asks for the body of the reply, which is not there yet when the actions are offered.
    evidence: ['first', 'late', 'rated', 'tapped', 'urged', 'appealed', 'found'],
    urgeDue: ['late', 'urged'],
    urgedToday: ['first', 'late', 'rated', 'tapped', 'appealed', 'found'],
    // No unit has any of these: cloud/requests/units/dispatch.test.ts is about those that one has.
    openToUnits: Object.keys(scenes) as Scene[],
    byDirectory: [],
    disputable: [],
    disputed: [],
    // Nobody has asked for one: cloud/requests/extension/extension.test.ts is about those.
    extensionOpen: ['first', 'late', 'urged', 'appealed'],
    extensionPending: [],
    // Nobody has said that they come: cloud/requests/steps/dated-step.test.ts is about those.
    visitAhead: [],
    // No supervisor has issued an order: cloud/requests/orders/orders.test.ts is about those.
    notOrdered: Object.keys(scenes) as Scene[],
    ordered: [],
    // cloud/requests/together/merge.test.ts is about those that are merged, 举报, and what was arranged.
    noReport: Object.keys(scenes) as Scene[],
    noStepAhead: Object.keys(scenes) as Scene[],
    isMerged: [],
    // cloud/requests/together/split.test.ts is about those that are split, cloud/requests/units/dispatch.test.ts about units that join in.
    splitsLeft: Object.keys(scenes) as Scene[],
    isSplit: [],
    joiningOpen: [],
  }
  expectBoth(holdsIn, Object.keys(scenes), [
    'evidence',
    'doneShown',
    'openToUnits',
    'byDirectory',
    'disputable',
    'disputed',
    'visitAhead',
    'extensionPending',
    'notOrdered',
    'ordered',
    'noReport',
    'noStepAhead',
    'isMerged',
    'splitsLeft',
    'isSplit',
    'joiningOpen',
  ])
  const viewers = [resident, here.member, here.deputy, here.dispatcher, here.supervisor]
  const parties = new Set<string>()
  for (const [scene, { id, row }] of Object.entries(scenes) as [Scene, (typeof scenes)[Scene]][]) {
    for (const state of requestStates) {
      await app.db
        .updateTable('request')
        .set({ ...row, state, handler_code: district.grids[0].member })
        .where('district_id', '=', district.id)
        .where('id', '=', id)
        .execute()
      for (const who of viewers) {
        // What the staff found has no resident.
        if (scene === 'found' && who === resident) continue
        const { as, actions: known, furtherActions, rated, remedy } = await here.sees(who, { id })
        const actions = [...known, ...furtherActions].sort(byTable)
        // What the fields of a rating offer is offered as an action, too.
        expect(actions).toEqual(
          expect.arrayContaining([...followUps({ state, rated }), ...(remedy?.may.includes('decide') ? ['findUntrue'] : [])]),
        )
        // The grid member has it in hand, and nobody else acts in their stead.
        const whole = as.includes('handler') || state === 'submitted' ? as : [...as, 'colleague']
        for (const party of as) parties.add(party)
        const holds = (guard: keyof typeof holdsIn) => holdsIn[guard].includes(scene)
        expect({ scene, state, as, actions }).toEqual({ scene, state, as, actions: allowed(requestMachine, state, whole, holds) })
      }
    }
  }
  expect([...parties].sort()).toEqual(['callback', 'dispatcher', 'handler', 'requester', 'supervisor', 'team'])
})

test('queue numbers: the holder and the counter are offered what the table allows', async () => {
  const here = closing(await testHall())
  const { app, district, venue } = here
  const holder = await here.resident()
  const { id } = await here.draws(holder)
  for (const state of ticketStates) {
    const called = ticketTraits[state].inHand ? { window_name: '1 号窗口', called_at: app.clock.now() } : {}
    await app.db
      .updateTable('ticket')
      .set({ ...called, state })
      .where('district_id', '=', district.id)
      .where('id', '=', id)
      .execute()
    expect([state, (await here.looks(holder, { id })).actions]).toEqual([state, allowed(ticketMachine, state, ['holder'])])
    const { current, waiting, passed } = await app.does(here.keeper, 'GET /v1/staff/venues/{code}/counter', {
      params: { code: venue.code },
    })
    const shown = [...current, ...waiting, ...passed].map(({ actions }) => actions)
    expect([state, shown]).toEqual([state, ticketTraits[state].open ? [allowed(ticketMachine, state, ['counter'])] : []])
  }
})

test('notices: the author and the reviewer are offered what the table allows', async () => {
  const { app } = closing({ app: await testApp() })
  const district = await aDistrict(app.db)
  const [author, reviewer] = [await signedIn(district, 'branchSecretary'), await signedIn(district, 'streetAdmin')]
  const { id } = await app.does(author, 'POST /v1/notices', {
    body: { title: '周三停水通知', text: '周三上午停水，请提前存水。', branchCode: 'B1', audience: [district.communities[0]], fileIds: [] },
  })
  for (const state of noticeStates) {
    await app.db.updateTable('notice').set({ state, returned_reason: '请写明时间' }).where('district_id', '=', district.id).execute()
    for (const [who, party] of [
      [author, 'author'],
      [reviewer, 'reviewer'],
    ] as const) {
      const { as, actions } = await app.does(who, 'GET /v1/staff/notices/{id}', { params: { id } })
      expect({ state, as, actions }).toEqual({ state, as: [party], actions: allowed(noticeMachine, state, [party]) })
    }
  }
})

test('partial indexes over several states list the states that the contract says', async () => {
  const { app } = closing({ app: await testApp() })
  const { rows } = await sql<{ name: string; held: string[] }>`
    select relname as name, array(
      select (regexp_matches(pg_get_expr(indpred, indrelid), '''([a-zA-Z]+)''::text', 'g'))[1] order by 1
    ) as held
    from pg_index join pg_class on pg_class.oid = indexrelid
    where pg_get_expr(indpred, indrelid) like '%state = ANY%' and relnamespace = current_schema()::regnamespace`.execute(app.db)
  const sorted = (states: readonly string[]) => [...states].sort()
  const unended = sorted(bookingStatesWhere(({ ended }) => !ended))
  expect(Object.fromEntries(rows.map(({ name, held }) => [name, held]))).toEqual({
    booking_person_slot: sorted(openBookingStates),
    booking_code: unended,
    booking_ahead: unended,
    waiting_once: sorted(openWaitingStates),
    waiting_mine: sorted(openWaitingStates),
    ticket_open: sorted(openTicketStates),
  })
})
