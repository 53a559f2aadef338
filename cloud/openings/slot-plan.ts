import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { AffectedBooking } from '@doorstep/contract/openings/views'
import type { StoredBooking } from '../bookings/core/bookings-store'
import { occupiesSeats } from '../bookings/api'
import { tooFewToBegin } from '../services/api'
import type { StoredSlot } from '../services/slots/slot-row-store'
import type { WantedSlot } from '../services/slots/slots-of-day'

/** What stands in the way of a slot's change: holds and bookings to come, the one made last first. */
export type BookingsBySlot = ReadonlyMap<string, readonly StoredBooking[]>

export interface Loss {
  slot: StoredSlot
  /** What loses its place: all that stands in a slot that goes, the latest of one with fewer places. */
  lost: readonly StoredBooking[]
  why: AffectedBooking['why']
  /** What the slot becomes once nothing stands in its way; null: nothing. */
  to: WantedSlot | null
}

/** How stored slots become those that are wanted. */
export interface SlotChanges {
  add: WantedSlot[]
  /** Slots whose places, end or state change, and what they become. */
  reshape: { slot: StoredSlot; to: WantedSlot }[]
  /** Open slots that are no longer wanted as they are. */
  removed: Loss[]
  /** Open slots with fewer places than are taken. */
  overbooked: Loss[]
}

const same = (slot: StoredSlot, wanted: WantedSlot) => slot.ends_at.getTime() === wanted.endsAt.getTime()
const isBooking = ({ state }: StoredBooking) => state !== 'held'

/**
 * Compares the slots ahead with those that are wanted. A slot that was closed before stays closed while bookings that were kept
 * stand in it, unless it is wanted again just as it is; one a group activity was called off in is not opened again.
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

/** Its decision is past, and nobody is to come: a closure leaves those who were kept, or the note that it takes place. */
const calledOff = (slot: StoredSlot, here: readonly StoredBooking[], { rules, now }: { rules: OpeningRules; now: Date }) =>
  tooFewToBegin(rules, slot, now) && !here.some(isBooking)

/** Those made last that together give back at least `over` places. */
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

/** Without what would overlap a slot that is closed but serves those booked in it: a place is not given twice at one time. */
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

/** Bookings that lose their place, by time, with why; holds are no bookings yet. */
export const lostBookings = (losses: readonly Loss[]): { row: StoredBooking; why: string }[] =>
  losses
    .flatMap(({ lost, why }) => lost.filter(isBooking).map((row) => ({ row, why })))
    .sort((a, b) => a.row.starts_at.getTime() - b.row.starts_at.getTime() || a.row.id.localeCompare(b.row.id))
