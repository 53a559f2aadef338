import { proxySeats } from '@doorstep/contract/booking-words'
import type { WaitingRow } from '@doorstep/contract/bookings'
import type { SlotRow } from '@doorstep/contract/services'
import { useState } from 'react'
import { go } from '../../platform/navigate'
import { useSend } from '../../platform/query'
import type { SlotsOf } from '../../ui/use-slots'

/** What a full slot's waiting list, or a free slot, lets somebody take: at most so many places. */
const most = ({ state, free }: SlotRow, maxSeats: number) => (state === 'full' ? maxSeats : Math.max(Math.min(free, maxSeats), 1))

/** Choosing a slot and taking it: a free one is held and opens the form, a full one is waited for. */
export function useTaking(slots: SlotsOf, maxSeats: number) {
  const [chosen, setChosen] = useState<SlotRow>()
  const [wanted, setSeats] = useState(1)
  const [joined, setJoined] = useState<WaitingRow>()
  const hold = useSend('POST /v1/holds', ['GET /v1/services', 'GET /v1/bookings'])
  const wait = useSend('POST /v1/waiting', ['GET /v1/services', 'GET /v1/waiting'])
  const [forOther, setForOther] = useState(false)
  const [refused, setRefused] = useState(false)
  // What the list says now counts: a place may have gone while she was looking.
  const slot = chosen && (slots.slots.value?.rows.find(({ id }) => id === chosen.id) ?? chosen)
  const atOnce = forOther ? Math.min(maxSeats, proxySeats) : maxSeats
  const max = slot ? most(slot, atOnce) : atOnce
  const seats = Math.min(wanted, max)

  const choose = (next: SlotRow | undefined) => {
    setChosen(next)
    setJoined(undefined)
    setRefused(false)
  }
  const held = async (slotId: string) => {
    setRefused(false)
    const result = await hold.send({ body: { slotId, seats, ...(forOther && { forOther }) } })
    setRefused(!result.ok)
    if (result.ok) {
      setChosen(undefined)
      await go('bookings/book', { holdId: result.value.id, whose: forOther ? 'other' : 'me' })
    } else void slots.again()
  }
  const taken = async () => {
    if (!slot) return
    if (slot.state !== 'full') return held(slot.id)
    setRefused(false)
    const result = await wait.send({ body: { slotId: slot.id, seats, ...(forOther && { forOther }) } })
    if (result.ok) setJoined(result.value)
    setRefused(!result.ok)
  }
  return {
    slot,
    seats,
    max,
    /** As many as one may take at once, were the slot empty. */
    atOnce,
    setSeats,
    forOther,
    setForOther: (other: boolean) => {
      setForOther(other)
      setRefused(false)
    },
    choose,
    taken,
    /** Holds this slot at once: another one, as a refusal offered it. */
    held,
    joined,
    sending: hold.sending || wait.sending,
    problem: refused ? (wait.problem ?? hold.problem) : undefined,
  }
}
export type Taking = ReturnType<typeof useTaking>
