import { openBookingStates } from '@doorstep/contract/booking-words'
import type { ProblemCode } from '@doorstep/contract/problems'
import { uuidv7 } from '../platform/ids'
import type { Answer, TestApp } from '../testing/app'
import type { SignedIn } from '../testing/signed-in'
import { day, serviceOf, type World } from './interleavings-scene'

/** What residents, those who keep the place and the clock do; who has nothing to cancel, move or accept does nothing. */

export interface Act {
  what: Kind
  who: number
  /** Which of the times. */
  time: number
  seats: number
  /** At which of the two APIs. */
  at: number
}

type Done = Pick<Answer<'GET /v1/session'>, 'status' | 'problem'> | null

/** What somebody may be told; anything else is our fault. */
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

interface Doing {
  world: World
  act: Act
  app: TestApp
  she: SignedIn
  keeper: SignedIn
  slotId: string
}

/** Any of some rows, the same for whoever is the same number: so acts that have something to do are not rare, and meet. */
const anyOf = <Row>({ act }: Doing, rows: readonly Row[]): Row | undefined => rows[act.who % Math.max(rows.length, 1)]

const bookings = ({ world }: Doing) =>
  world.database.db
    .selectFrom('booking')
    .where('district_id', '=', world.here.district.id)
    .select(['id', 'account_id'])
    .orderBy('id', 'desc')
const openTo = async (doing: Doing, states: readonly string[] = openBookingStates) =>
  anyOf(doing, await bookings(doing).where('state', 'in', states).execute())

/** A resident's own row and herself, to take it in hand. */
interface Own {
  id: string
  she: SignedIn
}
const ownerOf = ({ world }: Doing, row: { id: string; account_id: string | null } | undefined): Own | null => {
  const she = row && world.residents.find(({ accountId }) => accountId === row.account_id)
  return row && she ? { id: row.id, she } : null
}
const ownOpen = async (doing: Doing) => {
  const rows = bookings(doing).where('account_id', 'is not', null).where('state', 'in', openBookingStates)
  return ownerOf(doing, anyOf(doing, await rows.execute()))
}
const ownOffer = async (doing: Doing) => {
  const rows = bookings(doing).where('state', '=', 'held').where('waiting_id', 'is not', null)
  return ownerOf(doing, anyOf(doing, await rows.execute()))
}
const ownHold = async (doing: Doing) => {
  const rows = bookings(doing).where('state', '=', 'held').where('waiting_id', 'is', null).where('account_id', '=', doing.she.accountId)
  return ownerOf(doing, await rows.executeTakeFirst())
}

const waits = async (doing: Doing, states: readonly string[], seats = 1) => {
  const { world } = doing
  const rows = await world.database.db
    .selectFrom('waiting')
    .where('district_id', '=', world.here.district.id)
    .where('state', 'in', states)
    .where('seats', '>=', seats)
    .select(['id', 'slot_id', 'account_id'])
    .orderBy('id')
    .execute()
  return anyOf(doing, rows)
}

const numbers = ({ world }: Doing, states: readonly string[]) =>
  world.database.db
    .selectFrom('ticket')
    .where('district_id', '=', world.here.district.id)
    .where('state', 'in', states)
    .select(['id', 'account_id'])
    .orderBy('id')

type HoldBody = { slotId: string; seats: number; forOther?: boolean }
const hold = ({ app, she }: Doing, body: HoldBody) => app.call(she, 'POST /v1/holds', { body })
const book = ({ app }: Doing, own: Own | null, more = {}) =>
  own && app.call(own.she, 'POST /v1/bookings', { body: { holdId: own.id, ...more } })
const release = ({ app }: Doing, own: Own | null) => own && app.call(own.she, 'DELETE /v1/holds/{id}', { params: { id: own.id } })

async function holdAndBook(doing: Doing, body: HoldBody, more = {}): Promise<Done> {
  const held = await hold(doing, body)
  return held.problem === undefined ? book(doing, await ownHold(doing), more) : held
}

/**
 * Two of the residents care for others: each for a neighbour, both for the same grandmother, who also comes to the counter herself.
 * Mostly they go to the first slot, which has more places than one may take for others.
 */
const grandmother = { name: '李奶奶', phone: '13800005678' }
const neighbour = (who: number) => ({ name: `邻居${who}`, phone: `1380000000${who}` })
async function bookFor(doing: Doing): Promise<Done> {
  const { world, act } = doing
  const carer = act.who % 2
  const she = world.residents[carer] ?? doing.she
  const slotId = act.time === 3 ? doing.slotId : ((await world.slotAt(0)) ?? doing.slotId)
  const other = act.at === 0 ? grandmother : neighbour(carer)
  const onBehalf = { ...other, relation: '邻居', consent: { how: 'inPerson' } }
  return holdAndBook({ ...doing, she }, { slotId, seats: act.seats, forOther: true }, { onBehalf })
}

/** A step of staff that all take a booking and answer alike; the types of one stand for all of them. */
const staffStep = async (doing: Doing, action: string, states: readonly string[], body?: object): Promise<Done> => {
  const id = (await openTo(doing, states))?.id
  if (id === undefined) return null
  const path = `POST /v1/staff/bookings/{id}/${action}` as 'POST /v1/staff/bookings/{id}/decline'
  return doing.app.call(doing.keeper, path, { params: { id }, ...(body === undefined ? {} : { body }) } as {
    params: { id: string }
    body: { reason: string }
  })
}

const ticketStep = async (doing: Doing, action: 'pass' | 'serve' | 'done', states: readonly string[]): Promise<Done> => {
  const id = anyOf(doing, await numbers(doing, states).execute())?.id
  const path = `POST /v1/staff/tickets/{id}/${action}` as 'POST /v1/staff/tickets/{id}/done'
  return id === undefined ? null : doing.app.call(doing.keeper, path, { params: { id } })
}

export const doings = {
  // —— residents ——
  holdAndBook: (doing) => holdAndBook(doing, { slotId: doing.slotId, seats: doing.act.seats }),
  holdAndBookFor: bookFor,
  /** Who waits for two takes the one that is there. */
  async takeWhatIsFree(doing) {
    const entry = await waits(doing, ['waiting'], 2)
    const own = entry && ownerOf(doing, entry)
    return own ? holdAndBook({ ...doing, she: own.she }, { slotId: entry.slot_id, seats: 1 }) : null
  },
  hold: (doing) => hold(doing, { slotId: doing.slotId, seats: doing.act.seats }),
  book: async (doing) => book(doing, await ownHold(doing)),
  letGo: async (doing) => release(doing, await ownHold(doing)),
  accept: async (doing) => book(doing, await ownOffer(doing)),
  decline: async (doing) => release(doing, await ownOffer(doing)),
  async cancel(doing) {
    const own = await ownOpen(doing)
    return own && doing.app.call(own.she, 'POST /v1/bookings/{id}/cancel', { params: { id: own.id }, body: {} })
  },
  async move(doing) {
    const own = await ownOpen(doing)
    return own && doing.app.call(own.she, 'POST /v1/bookings/{id}/move', { params: { id: own.id }, body: { slotId: doing.slotId } })
  },
  join: ({ app, she, slotId, act: { seats } }) => app.call(she, 'POST /v1/waiting', { body: { slotId, seats } }),
  async leave(doing) {
    const own = ownerOf(doing, await waits(doing, ['waiting', 'offered']))
    return own && doing.app.call(own.she, 'DELETE /v1/waiting/{id}', { params: { id: own.id } })
  },
  async checkIn(doing) {
    const own = await ownOpen(doing)
    const body = { token: doing.world.here.venue.token }
    return own && doing.app.call(own.she, 'POST /v1/bookings/{id}/checkIn', { params: { id: own.id }, body })
  },
  draw: ({ app, she, world, act: { seats, time } }) =>
    app.call(she, 'POST /v1/tickets', {
      body: { token: world.here.venue.token, serviceCode: seats === 1 ? serviceOf(time) : world.here.venue.services.walkIn },
    }),
  async giveBack(doing) {
    const rows = numbers(doing, ['waiting', 'called', 'serving', 'passed']).where('account_id', 'is not', null)
    const own = ownerOf(doing, anyOf(doing, await rows.execute()))
    return own && doing.app.call(own.she, 'DELETE /v1/tickets/{id}', { params: { id: own.id } })
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
  approve: (doing) => staffStep(doing, 'approve', ['pending'], {}),
  sayNo: (doing) => staffStep(doing, 'decline', ['pending'], { reason: '场地有活动' }),
  callOff: (doing) => staffStep(doing, 'callOff', openBookingStates, { reason: '老师临时有事' }),
  arriveLate: (doing) => staffStep(doing, 'arriveLate', ['missed']),
  finish: (doing) => staffStep(doing, 'finish', ['booked', 'arrived'], {}),
  next: ({ app, keeper, world, act: { seats } }) =>
    app.call(keeper, 'POST /v1/staff/venues/{code}/next', {
      params: { code: world.here.venue.code },
      body: { window: `${seats} 号窗口` },
    }),
  serve: (doing) => ticketStep(doing, 'serve', ['called']),
  pass: (doing) => ticketStep(doing, 'pass', ['called']),
  served: (doing) => ticketStep(doing, 'done', ['called', 'serving']),
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
} satisfies Record<string, (doing: Doing) => Promise<Done> | Done>
export type Kind = keyof typeof doings

/** Does one act; null where there was nothing to do. */
export async function take(world: World, act: Act): Promise<Done> {
  const [she, app, slotId] = [world.residents[act.who], world.apps[act.at], await world.slotAt(act.time)]
  if (she === undefined || app === undefined) throw new Error('Nobody there')
  // What a closure took away is still on somebody's screen.
  return doings[act.what]({ world, act, app, she, keeper: world.keeper, slotId: slotId ?? uuidv7() })
}
