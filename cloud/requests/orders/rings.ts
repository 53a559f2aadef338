import { ringsAgainDays } from '@doorstep/contract/rules'
import { ringAgain, saveClocks, reckonedAgain, type Ring } from '../../clocks/api'
import type { JobContext } from '../../platform/context/call'
import { lockedCase, type Case } from '../case/case-store'
import { workingOn } from '../case/notify'
import { bySystem } from '../case/timeline'
import { appendNote } from '../case/transitions'
import type { CaseClock } from '../deadlines/case-clocks'
import { ringing, sayRing, stepOf } from '../deadlines/ringing'
import { streetOf, supervisorsOf, unitHeadsOf } from '../people/people'
import { issueOrder } from './issue'
import { openOrder, requestOfOrder, unansweredOrder, type StoredOrder } from './orders-store'
import { tellOrdered } from './tell'

/** Issues the order of a missed deadline that has climbed to the supervisor, once: while one is open there is no other. */
export async function orderOfRung(context: JobContext, row: Case, clock: CaseClock): Promise<Case> {
  if (openOrder(row) !== undefined) return row
  const order = await issueOrder(context, row, { by: null, text: '超时没有办好，请马上办理，并回应怎样办', about: clock })
  const noted = await appendNote(context, row, { did: 'ordered', by: bySystem, content: {} })
  const ordered = { ...noted, orders: [...row.orders, order] }
  await tellOrdered(context, ordered, order)
  return ordered
}

async function lockedOrder({ tx, districtId }: JobContext, orderId: string): Promise<{ row: Case; order: StoredOrder } | null> {
  const id = await requestOfOrder(tx, districtId, orderId)
  const row = id === null ? null : await lockedCase(tx, districtId, id)
  const order = row === null ? undefined : unansweredOrder(row)
  return row === null || order?.id !== orderId ? null : { row, order }
}

/** Returns whether the deadline an order is about still rings for all of them, so that they hear of it by that. */
const ringsAnyway = ({ clocks }: Case, { clock_id: id, clock_due_at: due }: StoredOrder) =>
  clocks.some((held) => held.id === id && held.stoppedAt === null && held.dueAt.getTime() === due?.getTime())

const titles = { warn: '督办快到回应时限了', missed: '督办没有人回应', again: '督办还没有人回应' } as const

/**
 * Rings for an order that nobody has answered: at four fifths of its time whoever has the request; at the end their unit's head, the street
 * and the supervisors, too; and again and again.
 */
export async function onOrderRing(context: JobContext, ring: Ring): Promise<void> {
  const { tx, districtId } = context
  const { what } = ring
  const found = await lockedOrder(context, ring.ownerId)
  const clock = found === null ? undefined : ringing(found.order.clocks, ring, context.clock.now())
  if (what === 'half' || found === null || clock === undefined) return
  const { row, order } = found
  const working = await workingOn(context, row)
  const above = [
    ...(await unitHeadsOf(tx, districtId, row)),
    ...(await streetOf(tx, districtId, row)),
    ...(await supervisorsOf(tx, districtId, row)),
  ]
  const title = titles[what]
  if (what !== 'again' || !ringsAnyway(row, order))
    await sayRing(context, row, clock, ring, {
      codes: what === 'warn' ? working : [...working, ...above],
      title,
      noted: `${title}，已提醒${what === 'warn' ? '办理人' : '办理人、街道和区监督员'}`,
    })
  if (what !== 'warn') await ringAgain(context, { kind: 'order', id: order.id }, clock, { step: stepOf(ring) + 1, after: ringsAgainDays })
}

/** Reckons the time of the answer again, by a calendar that was published since. */
export async function onOrderReckon(context: JobContext, orderId: string): Promise<void> {
  const found = await lockedOrder(context, orderId)
  if (found === null) return
  const { clocks } = found.order
  const now = context.clock.now()
  await saveClocks(
    context,
    { kind: 'order', id: orderId },
    clocks,
    clocks.map((held) => reckonedAgain(held, now)),
  )
}
