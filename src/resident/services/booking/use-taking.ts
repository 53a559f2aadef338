import type { BookableService, SlotRow } from '@doorstep/contract/services/views'
import { useEffect, useRef, useState } from 'react'
import { useTimeLeft } from '../../../parts/booking/countdown'
import { useSignedIn } from '../../../platform/api/me'
import { seatsAtOnce } from './booking-form'
import { useBooking, type Whose } from './use-booking'
import type { Holding } from './use-hold'

export interface SheetProps {
  service: BookableService
  slot: SlotRow
  whose: Whose
  hold: Holding
  /** Called when another slot is held instead. */
  onSlot: (slot: SlotRow) => void
  onClose: () => void
}

/** Holds the place of a slot for the form of a booking: taken as the sheet opens, taken again when its time ran out, and booked. */
export function useTaking({ service, slot, whose, hold, onSlot, onClose }: SheetProps) {
  const signedIn = useSignedIn()
  const booking = useBooking(service, whose)
  const [seats, setSeats] = useState(slot.held?.seats ?? 1)
  /** The hold with which booking was refused. */
  const [refused, setRefused] = useState('')
  const { place } = hold
  const { forOther, finding } = booking
  const left = useTimeLeft(place?.heldUntil ?? null)
  const atOnce = seatsAtOnce(service, forOther)
  const free = place ? place.slot.free + place.seats : slot.free
  /** Whether she has this very slot herself: only a place for somebody else is left to take. */
  const { asOrganisation } = booking.draft.values
  const mine = !forOther && asOrganisation === ''
  const own = slot.state === 'mine' && slot.held === undefined && mine && !finding

  const take = (places = seats, whom = { forOther, asOrganisation }) =>
    hold.take({ slotId: slot.id, seats: Math.min(places, seatsAtOnce(service, whom.forOther)), ...whom }, slot.held?.bookingId)
  const begin = useRef(take)
  useEffect(() => {
    begin.current = take
  })
  const held = place?.slot.id === slot.id
  const waits = !signedIn || finding || own || held
  const begun = useRef('')
  useEffect(() => {
    // Once for each slot: what was refused is taken again only by a tap.
    if (waits || begun.current === slot.id) return
    begun.current = slot.id
    void begin.current()
  }, [waits, slot.id])

  const choose = (who: string) => {
    booking.choose(who)
    const organisation = booking.organisations.find(({ id }) => id === who)
    const other = who !== 'me' && organisation === undefined
    const fewer = Math.min(seats, seatsAtOnce(service, other))
    setSeats(fewer)
    // Her own limits and bookings do not bind somebody else: what was refused to one is asked for the other.
    if (signedIn && (place === undefined || fewer < place.seats) && !(slot.state === 'mine' && who === 'me')) {
      begun.current = slot.id
      void take(fewer, { forOther: other, asOrganisation: organisation?.id ?? '' })
    }
  }
  const other = async (slotId: string, places = seats) => {
    const got = await hold.take({ slotId, seats: places, forOther, asOrganisation })
    if (got === undefined) return
    begun.current = slotId
    setSeats(got.seats)
    onSlot({ ...got.slot, state: 'free' })
  }
  const confirm = async () => {
    if (place === undefined) return
    if (!(await hold.spend(() => booking.submit(place.id)))) setRefused(place.id)
  }
  const problem = hold.problem ?? (place !== undefined && refused === place.id ? booking.problem : undefined)
  const gone = problem?.code === 'holdOver' || problem?.code === 'slotGone'
  return {
    signedIn,
    booking,
    seats,
    max: Math.max(Math.min(free, atOnce), 1),
    atOnce,
    setSeats: (places: number) => {
      setSeats(places)
      if (signedIn && !finding) void take(places)
    },
    own,
    /** The place that is held, until its time is over. */
    place,
    left,
    over: place !== undefined && (left <= 0 || gone),
    /** Whether it is being held, or about to be: shown as long as no place is there. */
    holding: hold.sending || (signedIn && finding),
    take: () => take(),
    choose,
    other,
    confirm,
    problem,
    /** Closes the sheet, but not while the booking is on its way: its answer is said here. */
    close: () => {
      if (!booking.sending) onClose()
    },
    /** Lets go what was held before, and closes. */
    giveUp: async () => {
      if (place !== undefined) await hold.letGo(place.id)
      onClose()
    },
    letting: hold.letting,
  }
}
export type Taking = ReturnType<typeof useTaking>
