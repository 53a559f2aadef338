import { openBookingStates, openWaitingStates } from '@doorstep/contract/bookings/words'
import { openTicketStates } from '@doorstep/contract/queue/words'
import type { ProblemCode } from '@doorstep/contract/problems'
import { uuidv7 } from '../../platform/process/ids'
import type { Answer, TestApp } from '../../testing/app/app'
import type { SignedIn } from '../../testing/people/signed-in'
import { day, serviceOf, type World } from './concurrency-world'

/** One action of a resident, a manager or a job; one that has nothing to cancel, move or accept does nothing. */

export interface Action {
  what: ActionKind
  who: number
  /** Index of the time. */
  time: number
  seats: number
  /** Index of the API. */
  at: number
}

type Done = Pick<Answer<'GET /v1/session'>, 'status' | 'problem'> | null

/** The refusals a caller may get; any other is a defect. */
export const refusals: readonly ProblemCode[] = [
  'notFound',
  'notNow',
  'slotFull',
  'slotPast',
  'slotGone',
  'bookingClosed',
  'limitReached',
  'alreadyBooked',
  'alreadyThen',
  'proxyLimit',
  'holdOver',
  'stillFree',
  'alreadyWaiting',
  'cancelLate',
  'badInput',
  'hitsChanged',
  'notArrivable',
  'walkInsFull',
  'alreadyQueued',
  'venueClosed',
  'queueEmpty',
]

interface ActionContext {
  world: World
  act: Action
  app: TestApp
  she: SignedIn
  keeper: SignedIn
  slotId: string
}

/** Picks one of the rows, the same for the same number, so that actions that have something to do are frequent and collide. */
const anyOf = <Row>({ act }: ActionContext, rows: readonly Row[]): Row | undefined => rows[act.who % Math.max(rows.length, 1)]

const bookings = ({ world }: ActionContext) =>
  world.database.db
    .selectFrom('booking')
    .where('district_id', '=', world.here.district.id)
    .select(['id', 'account_id'])
    .orderBy('id', 'desc')
const openTo = async (context: ActionContext, states: readonly string[] = openBookingStates) =>
  anyOf(context, await bookings(context).where('state', 'in', states).execute())

/** A resident and a row of their own. */
interface Own {
  id: string
  she: SignedIn
}
const ownerOf = ({ world }: ActionContext, row: { id: string; account_id: string | null } | undefined): Own | null => {
  const she = row && world.residents.find(({ accountId }) => accountId === row.account_id)
  return row && she ? { id: row.id, she } : null
}
const ownOpen = async (context: ActionContext) => {
  const rows = bookings(context).where('account_id', 'is not', null).where('state', 'in', openBookingStates)
  return ownerOf(context, anyOf(context, await rows.execute()))
}
const ownOffer = async (context: ActionContext) => {
  const rows = bookings(context).where('state', '=', 'held').where('waiting_id', 'is not', null)
  return ownerOf(context, anyOf(context, await rows.execute()))
}
const ownHold = async (context: ActionContext) => {
  const rows = bookings(context).where('state', '=', 'held').where('waiting_id', 'is', null).where('account_id', '=', context.she.accountId)
  return ownerOf(context, await rows.executeTakeFirst())
}

const waits = async (context: ActionContext, states: readonly string[], seats = 1) => {
  const { world } = context
  const rows = await world.database.db
    .selectFrom('waiting')
    .where('district_id', '=', world.here.district.id)
    .where('state', 'in', states)
    .where('seats', '>=', seats)
    .select(['id', 'slot_id', 'account_id'])
    .orderBy('id')
    .execute()
  return anyOf(context, rows)
}

const numbers = ({ world }: ActionContext, states: readonly string[]) =>
  world.database.db
    .selectFrom('ticket')
    .where('district_id', '=', world.here.district.id)
    .where('state', 'in', states)
    .select(['id', 'account_id'])
    .orderBy('id')

type HoldBody = { slotId: string; seats: number; forOther?: boolean }
const hold = ({ app, she }: ActionContext, body: HoldBody) => app.call(she, 'POST /v1/holds', { body })
const book = ({ app }: ActionContext, own: Own | null, more = {}) =>
  own && app.call(own.she, 'POST /v1/bookings', { body: { holdId: own.id, ...more } })
const release = ({ app }: ActionContext, own: Own | null) => own && app.call(own.she, 'DELETE /v1/holds/{id}', { params: { id: own.id } })

async function holdAndBook(context: ActionContext, body: HoldBody, more = {}): Promise<Done> {
  const held = await hold(context, body)
  return held.problem === undefined ? book(context, await ownHold(context), more) : held
}

/**
 * Two of the residents care for others: each for a neighbour, both for the same grandmother, who also comes to the counter herself. Mostly
 * they use the first slot, which has more seats than one may take for others.
 */
const grandmother = { name: '李奶奶', phone: '13800005678' }
const neighbour = (who: number) => ({ name: `邻居${who}`, phone: `1380000000${who}` })
async function bookFor(context: ActionContext): Promise<Done> {
  const { world, act } = context
  const carer = act.who % 2
  const she = world.residents[carer] ?? context.she
  const slotId = act.time === 3 ? context.slotId : ((await world.slotAt(0)) ?? context.slotId)
  const other = act.at === 0 ? grandmother : neighbour(carer)
  const onBehalf = { ...other, relation: '邻居', consent: { how: 'inPerson' } }
  return holdAndBook({ ...context, she }, { slotId, seats: act.seats, forOther: true }, { onBehalf })
}

/** Calls a staff action; all have the same call and response shape, so one action's types are used for all. */
const staffStep = async (context: ActionContext, action: string, states: readonly string[], body?: object): Promise<Done> => {
  const id = (await openTo(context, states))?.id
  if (id === undefined) return null
  const path = `POST /v1/staff/bookings/{id}/${action}` as 'POST /v1/staff/bookings/{id}/decline'
  return context.app.call(context.keeper, path, { params: { id }, ...(body === undefined ? {} : { body }) } as {
    params: { id: string }
    body: { reason: string }
  })
}

const ticketStep = async (context: ActionContext, action: 'pass' | 'serve' | 'done', states: readonly string[]): Promise<Done> => {
  const id = anyOf(context, await numbers(context, states).execute())?.id
  const path = `POST /v1/staff/tickets/{id}/${action}` as 'POST /v1/staff/tickets/{id}/done'
  return id === undefined ? null : context.app.call(context.keeper, path, { params: { id } })
}

export const actions = {
  // —— residents ——
  holdAndBook: (context) => holdAndBook(context, { slotId: context.slotId, seats: context.act.seats }),
  holdAndBookFor: bookFor,
  /** Accepts the one seat that is free while waiting for two. */
  async takeWhatIsFree(context) {
    const entry = await waits(context, ['waiting'], 2)
    const own = entry && ownerOf(context, entry)
    return own ? holdAndBook({ ...context, she: own.she }, { slotId: entry.slot_id, seats: 1 }) : null
  },
  hold: (context) => hold(context, { slotId: context.slotId, seats: context.act.seats }),
  book: async (context) => book(context, await ownHold(context)),
  letGo: async (context) => release(context, await ownHold(context)),
  accept: async (context) => book(context, await ownOffer(context)),
  decline: async (context) => release(context, await ownOffer(context)),
  async cancel(context) {
    const own = await ownOpen(context)
    return own && context.app.call(own.she, 'POST /v1/bookings/{id}/cancel', { params: { id: own.id }, body: {} })
  },
  async move(context) {
    const own = await ownOpen(context)
    return own && context.app.call(own.she, 'POST /v1/bookings/{id}/move', { params: { id: own.id }, body: { slotId: context.slotId } })
  },
  join: ({ app, she, slotId, act: { seats } }) => app.call(she, 'POST /v1/waiting', { body: { slotId, seats } }),
  async leave(context) {
    const own = ownerOf(context, await waits(context, openWaitingStates))
    return own && context.app.call(own.she, 'DELETE /v1/waiting/{id}', { params: { id: own.id } })
  },
  async checkIn(context) {
    const own = await ownOpen(context)
    const body = { token: context.world.here.venue.token }
    return own && context.app.call(own.she, 'POST /v1/bookings/{id}/checkIn', { params: { id: own.id }, body })
  },
  draw: ({ app, she, world, act: { seats, time } }) =>
    app.call(she, 'POST /v1/tickets', {
      body: { token: world.here.venue.token, serviceCode: seats === 1 ? serviceOf(time) : world.here.venue.services.walkIn },
    }),
  async giveBack(context) {
    const rows = numbers(context, openTicketStates).where('account_id', 'is not', null)
    const own = ownerOf(context, anyOf(context, await rows.execute()))
    return own && context.app.call(own.she, 'DELETE /v1/tickets/{id}', { params: { id: own.id } })
  },

  // —— those who keep the place ——
  counterBook: ({ app, keeper, slotId, act }) =>
    app.call(keeper, 'POST /v1/staff/bookings', {
      body: { slotId, seats: act.seats, ...(act.who < 2 ? grandmother : neighbour(act.who + 5 * act.at)), consent: 'inPerson' },
    }),
  counterDraw: ({ app, keeper, world, act: { time } }) =>
    app.call(keeper, 'POST /v1/staff/tickets', {
      body: { venueCode: world.here.venue.code, serviceCode: serviceOf(time), name: '张大爷' },
    }),
  approve: (context) => staffStep(context, 'approve', ['pending'], {}),
  sayNo: (context) => staffStep(context, 'decline', ['pending'], { reason: '场地有活动' }),
  callOff: (context) => staffStep(context, 'callOff', openBookingStates, { reason: '老师临时有事' }),
  arriveLate: (context) => staffStep(context, 'arriveLate', ['missed']),
  finish: (context) => staffStep(context, 'finish', ['booked', 'arrived'], {}),
  next: ({ app, keeper, world, act: { seats } }) =>
    app.call(keeper, 'POST /v1/staff/venues/{code}/next', {
      params: { code: world.here.venue.code },
      body: { window: `${seats} 号窗口` },
    }),
  serve: (context) => ticketStep(context, 'serve', ['called']),
  pass: (context) => ticketStep(context, 'pass', ['called']),
  served: (context) => ticketStep(context, 'done', ['called', 'serving']),
  async close({ app, keeper, world, act: { time, seats } }) {
    const closure = { venueCode: world.here.venue.code, serviceCode: serviceOf(time), fromDay: day, untilDay: day, reason: '停电' }
    const seen = await app.call(keeper, 'POST /v1/staff/closure-checks', { body: closure })
    if (seen.problem !== undefined) return seen
    const hits = seats === 1 ? 'callOff' : 'keep'
    return app.call(keeper, 'POST /v1/staff/closures', { body: { closure, hits, reason: '停电', digest: seen.body.digest } })
  },
  async lift({ app, keeper, world }) {
    const closure = await world.database.db
      .selectFrom('closure')
      .where('district_id', '=', world.here.district.id)
      .where('ended_at', 'is', null)
      .select('id')
      .orderBy('id')
      .executeTakeFirst()
    return closure === undefined ? null : app.call(keeper, 'DELETE /v1/staff/closures/{id}', { params: { id: closure.id } })
  },
} satisfies Record<string, (context: ActionContext) => Promise<Done> | Done>
export type ActionKind = keyof typeof actions

/** Performs one action; null when there was nothing to do. */
export async function perform(world: World, act: Action): Promise<Done> {
  const [she, app, slotId] = [world.residents[act.who], world.apps[act.at], await world.slotAt(act.time)]
  if (she === undefined || app === undefined) throw new Error('Nobody there')
  // A slot deleted by a closure may still be on somebody's screen.
  return actions[act.what]({ world, act, app, she, keeper: world.keeper, slotId: slotId ?? uuidv7() })
}
