import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { AffectedBooking } from '@doorstep/contract/openings/views'
import type { StoredBooking } from '../bookings/core/bookings-store'
import { occupiesSeats } from '../bookings/api'
import { tooFewToBegin } from '../services/api'
import type { StoredSlot } from '../services/slots/slot-row-store'
import type { WantedSlot } from '../services/slots/slots-of-day'

/** Holds and future bookings by slot id, newest first; they may prevent a slot's change. */
export type BookingsBySlot = ReadonlyMap<string, readonly StoredBooking[]>

export interface Loss {
  slot: StoredSlot
  /** Bookings and holds that lose their seats: all of a removed slot, the newest of a slot with fewer seats. */
  lost: readonly StoredBooking[]
  why: AffectedBooking['why']
  /** The slot's new form once no booking prevents it; null: none. */
  to: WantedSlot | null
}

/** Changes that turn the stored slots into the wanted ones. */
export interface SlotChanges {
  add: WantedSlot[]
  /** Slots whose seats, end or state change, and their new form. */
  reshape: { slot: StoredSlot; to: WantedSlot }[]
  /** Open slots that are no longer wanted as they are. */
  removed: Loss[]
  /** Open slots whose new capacity is below the seats taken. */
  overbooked: Loss[]
}

const same = (slot: StoredSlot, wanted: WantedSlot) => slot.ends_at.getTime() === wanted.endsAt.getTime()
const isBooking = ({ state }: StoredBooking) => state !== 'held'

/**
 * Compares the future slots with the wanted ones. A closed slot stays closed while it has kept bookings, unless the same slot is wanted
 * again; one whose group activity was called off is not reopened.
 */
export function slotChanges(
  stored: readonly StoredSlot[],
  wanted: readonly WantedSlot[],
  bookingsBySlot: BookingsBySlot,
  { rules, now }: { rules: OpeningRules; now: Date },
): SlotChanges {
  const byStart = new Map(wanted.map((one) => [one.startsAt.getTime(), one]))
  const openDays = new Set(wanted.map(({ day }) => day))
  const changes: SlotChanges = { add: [], reshape: [], removed: [], overbooked: [] }
  const met = new Set<WantedSlot>()
  for (const slot of stored) {
    const to = byStart.get(slot.starts_at.getTime())
    const here = bookingsBySlot.get(slot.id) ?? []
    if (to !== undefined) met.add(to)
    if (slot.state === 'closed') {
      const mayOpen = to !== undefined && (same(slot, to) || here.length === 0) && slot.taken <= to.capacity
      if (mayOpen && !calledOff(slot, here, { rules, now })) changes.reshape.push({ slot, to })
    } else if (to === undefined) {
      changes.removed.push({ slot, to: null, lost: here, why: openDays.has(slot.day) ? '这个时段不再开放' : '这一天不再开放' })
    } else if (!same(slot, to)) {
      if (here.length > 0) changes.removed.push({ slot, to, lost: here, why: '这个时段的长短变了' })
      else changes.reshape.push({ slot, to })
    } else if (slot.taken > to.capacity) {
      changes.overbooked.push({ slot, to, lost: latestOver(here, slot.taken - to.capacity), why: '名额减少了' })
    } else if (slot.capacity !== to.capacity || slot.walk_in !== to.walkIn) {
      changes.reshape.push({ slot, to })
    }
  }
  changes.add = wanted.filter((one) => !met.has(one))
  return changes
}

/**
 * True when the decision time has passed and the slot has no bookings left: a closed slot still has those that were kept, or the record
 * that it takes place.
 */
const calledOff = (slot: StoredSlot, here: readonly StoredBooking[], { rules, now }: { rules: OpeningRules; now: Date }) =>
  tooFewToBegin(rules, slot, now) && !here.some(isBooking)

/** Returns the newest bookings that together release at least `over` seats. */
function latestOver(bookingsBySlot: readonly StoredBooking[], over: number): StoredBooking[] {
  const lost: StoredBooking[] = []
  let left = over
  for (const row of bookingsBySlot.filter(({ walk_in: walkIn, state }) => !walkIn && occupiesSeats(state))) {
    if (left <= 0) break
    lost.push(row)
    left -= row.seats
  }
  return lost
}

/**
 * Returns the changes without those that would overlap a closed slot that still serves its bookings: nothing is booked twice at one time.
 */
export function withoutKept(changes: SlotChanges, kept: readonly StoredSlot[]): SlotChanges {
  const free = (wanted: WantedSlot, id?: string) =>
    !kept.some((slot) => slot.id !== id && slot.starts_at < wanted.endsAt && wanted.startsAt < slot.ends_at)
  const blocked = changes.reshape.filter(({ slot, to }) => !free(to, slot.id))
  return {
    ...changes,
    add: changes.add.filter((wanted) => free(wanted)),
    reshape: changes.reshape.filter(({ slot, to }) => free(to, slot.id)),
    removed: [
      ...changes.removed.map((loss) => (loss.to !== null && free(loss.to, loss.slot.id) ? loss : { ...loss, to: null })),
      ...blocked.filter(({ slot }) => slot.state === 'open').map(({ slot }) => ({ slot, to: null, lost: [], why: '这个时段不再开放' })),
    ],
  }
}

/** Returns the bookings that lose their seats, by time, with the reason; holds are not bookings yet. */
export const lostBookings = (losses: readonly Loss[]): { row: StoredBooking; why: string }[] =>
  losses
    .flatMap(({ lost, why }) => lost.filter(isBooking).map((row) => ({ row, why })))
    .sort((a, b) => a.row.starts_at.getTime() - b.row.starts_at.getTime() || a.row.id.localeCompare(b.row.id))
