import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { ProblemCode } from '@doorstep/contract/problems'
import type { SlotRow } from '@doorstep/contract/services/views'
import { dayOf, type Day } from '../../platform/time/calendar'
import type { Person } from '../people'
import type { World } from '../world'

/** Refusals that a booker meets in life: others were quicker, they have one already, or the time does not suit. */
const met: readonly ProblemCode[] = [
  'slotFull',
  'slotPast',
  'bookingClosed',
  'slotGone',
  'limitReached',
  'alreadyBooked',
  'alreadyThen',
  'notOpenYet',
]

interface Wanted {
  serviceCode: string
  /** The first day that suits; today when left out. */
  from?: Day
  /** The last day that suits. */
  until?: Day
  /** Which of the free slots of the first open day that has one, counted round. */
  nth?: number
  note?: string
  address?: string
  /** Whether the slot must begin later than so many minutes from now. */
  laterThan?: number
}

/** What bookers do, each over the API as the app does it. */
export function seatsOf({ client, time, bookers }: World) {
  /** The free slots of the first day within the wanted ones that has any; the API says which days and slots there are. */
  async function freeSlots(by: Person, { serviceCode, from, until, laterThan = 0 }: Wanted): Promise<SlotRow[]> {
    const first = from ?? dayOf(time.clock.now())
    const { rows } = await client.does(by, 'GET /v1/services/{code}/days', { params: { code: serviceCode }, query: { from: first } })
    for (const { day, state } of rows) {
      if (state !== 'open' || day < first || (until !== undefined && day > until)) continue
      const slots = await client.does(by, 'GET /v1/services/{code}/slots', { params: { code: serviceCode }, query: { day } })
      const earliest = time.clock.now().getTime() + laterThan * 60_000
      const free = slots.rows.filter((slot) => slot.state === 'free' && Date.parse(slot.startsAt) > earliest)
      if (free.length > 0) return free
    }
    return []
  }
  /** Holds a seat of one slot and books it; null when the API says why not. */
  async function booksSlot(
    by: Person,
    slotId: string,
    { note, address }: Pick<Wanted, 'note' | 'address'> = {},
  ): Promise<BookingDetail | null> {
    const hold = await client.tries(by, met, 'POST /v1/holds', { body: { slotId } })
    if (hold === null) return null
    const form = { holdId: hold.id, ...(note && { note }), ...(address && { address }) }
    const booking = await client.tries(by, met, 'POST /v1/bookings', { body: form })
    if (booking !== null) bookers.set(booking.id, by)
    return booking
  }
  return {
    freeSlots,
    booksSlot,
    /** Books as wanted, the next slots where one cannot be had; null when nothing is free or the API says why not. */
    books: async (by: Person, wanted: Wanted): Promise<BookingDetail | null> => {
      const free = await freeSlots(by, wanted)
      for (const n of [0, 1, 2, 3]) {
        const slot = n < free.length ? free.at(((wanted.nth ?? 0) + n) % free.length) : undefined
        const booking = slot === undefined ? null : await booksSlot(by, slot.id, wanted)
        if (booking !== null) return booking
      }
      return null
    },
    /** Rates a visit; null when it was none. */
    rates: (by: Person, id: string, satisfied: number, text = '') =>
      client.tries(by, ['notNow', 'alreadyRated'], 'POST /v1/bookings/{id}/ratings', {
        params: { id },
        body: { satisfied, text, reasons: satisfied <= 2 ? ['waited'] : [] },
      }),
  }
}
