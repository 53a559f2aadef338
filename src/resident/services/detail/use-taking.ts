import { proxySeats } from '@doorstep/contract/rules'
import type { WaitingRow } from '@doorstep/contract/bookings/views'
import type { SlotRow } from '@doorstep/contract/services/views'
import { useState } from 'react'
import { useSignedIn } from '../../../platform/api/me'
import { go } from '../../../platform/navigation/navigate'
import { useRead, useSend } from '../../../platform/api/query'
import { isOffline } from '../../../platform/api/result'
import type { SlotsOf } from '../../../parts/use-slots'

/** Returns the largest number of seats that can be booked in a free slot, or waited for in a full one. */
const most = ({ state, free }: SlotRow, maxSeats: number) => (state === 'full' ? maxSeats : Math.max(Math.min(free, maxSeats), 1))

/** Returns the resident's row on a full slot's waiting list: from the answer to joining, else from the list of their rows. */
function useInLine(slot: SlotRow | undefined, joined: WaitingRow | undefined) {
  const signedIn = useSignedIn()
  const waits = useRead('GET /v1/waiting', {}, { when: signedIn && slot?.state === 'full' })
  return (
    joined ??
    (slot?.state === 'full' ? waits.value?.rows.find(({ slotId, state }) => slotId === slot.id && state === 'waiting') : undefined)
  )
}

/** Holds the choice of a slot: a free one is held and opens the form, a full one is waited for, one already held is continued. */
export function useTaking(slots: SlotsOf, maxSeats: number) {
  const [chosen, setChosen] = useState<SlotRow>()
  const [wanted, setSeats] = useState(1)
  const [joined, setJoined] = useState<WaitingRow>()
  const hold = useSend('POST /v1/holds', ['GET /v1/services', 'GET /v1/bookings'])
  const wait = useSend('POST /v1/waiting', ['GET /v1/services', 'GET /v1/waiting'])
  const [forOther, setForOther] = useState(false)
  const [refused, setRefused] = useState(false)
  // The list as read last counts: the slot may have filled since.
  const slot = chosen && (slots.slots.value?.rows.find(({ id }) => id === chosen.id) ?? chosen)
  const inLine = useInLine(slot, joined)
  const atOnce = forOther ? Math.min(maxSeats, proxySeats) : maxSeats
  const max = slot ? most(slot, atOnce) : atOnce
  const seats = Math.min(wanted, max)
  const problem = refused ? (wait.problem ?? hold.problem) : undefined

  const choose = (next: SlotRow | undefined) => {
    setChosen(next)
    setJoined(undefined)
    setRefused(false)
    if (next?.held) setSeats(next.held.seats)
    if (next?.held?.forOther) setForOther(true)
  }
  const open = async (holdId: string, whose: 'me' | 'other' | undefined) => {
    setChosen(undefined)
    setRefused(false)
    await go('bookings/book', { holdId, whose })
  }
  const held = async (slotId: string, places: number = seats) => {
    setRefused(false)
    const result = await hold.send({ body: { slotId, seats: places, ...(forOther && { forOther }) } })
    setRefused(!result.ok)
    if (result.ok) await open(result.value.id, forOther ? 'other' : 'me')
    else void slots.again()
  }
  const waitFor = async (slotId: string) => {
    setRefused(false)
    const result = await wait.send({ body: { slotId, seats, ...(forOther && { forOther }) } })
    if (result.ok) setJoined(result.value)
    setRefused(!result.ok)
  }
  const taken = async () => {
    if (!slot) return
    // The held form knows for whom it is; only a choice made here since overrides that.
    if (slot.held?.seats === seats) return open(slot.held.bookingId, forOther ? 'other' : undefined)
    return slot.state === 'full' && !slot.held ? waitFor(slot.id) : held(slot.id)
  }
  return {
    slot,
    seats,
    max,
    /** Largest number of seats one booking may take of an empty slot. */
    atOnce,
    setSeats,
    forOther,
    setForOther: (other: boolean) => {
      setForOther(other)
      setRefused(false)
    },
    choose,
    taken,
    /** Holds this slot at once: another one, or with fewer seats, as a refusal offered it. */
    held,
    /** Joins this slot's waiting list, as a refusal offered it. */
    waitFor,
    /** Just joined; the page shows it. */
    joined,
    /** The resident's row on the chosen slot's waiting list, joined now or before. */
    inLine,
    sending: hold.sending || wait.sending,
    // The answer was lost but the seat was not: it is held, and the button continues with it.
    problem: slot?.held && problem && isOffline(problem) ? undefined : problem,
  }
}
export type Taking = ReturnType<typeof useTaking>
