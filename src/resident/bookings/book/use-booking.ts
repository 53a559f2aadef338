import { BookForm, type BookingDetail } from '@doorstep/contract/bookings/views'
import { useEffect, useRef } from 'react'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { isDone } from '../../../platform/api/result'
import { check, errorsOf } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { replace } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { consentRefused } from '../../../parts/behalf-draft'
import { bookFormOf, draftName, emptyBooking, missing, visitTo, type Booking } from './booking-form'

/** Holds the form of a held seat: its draft, its errors, and the function that sends it. */
export function useBooking({ id: holdId, serviceCode, way }: BookingDetail, whose: string) {
  const kept = useDraft(draftName(serviceCode), emptyBooking)
  const door = useCurrentGrid()
  const book = useSend('POST /v1/bookings', ['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/services'])
  const account = door.me.value?.account
  const visit = way === 'home' ? visitTo(door.home, account) : null
  const wrongIn = (now: Booking) => {
    const checked = check(BookForm, bookFormOf(now, { holdId, visit }))
    return { ...(checked.ok ? {} : checked.errors), ...missing(now, visit) }
  }
  const { draft, errors, setErrors } = useErrors(kept, wrongIn)
  // Only the page's parameters, once; later changes are the booker's.
  const atFirst = useRef(() => {
    const forOther = whose === 'other'
    if (whose !== '' && draft.now().forOther !== forOther) draft.set({ forOther })
  })
  useEffect(() => atFirst.current(), [])

  const leaving = useRef(false)
  const submit = async () => {
    const now = draft.now()
    const checked = check(BookForm, bookFormOf(now, { holdId, visit }))
    const found = wrongIn(now)
    setErrors(found)
    if (!checked.ok || Object.keys(found).length > 0) return
    const result = await book.send({ body: checked.value })
    // Two taps share one answer; only one of them may leave the page.
    if (leaving.current) return
    if (isDone(result)) draft.clear()
    if (result.ok) {
      leaving.current = true
      await replace('bookings/detail', { id: result.value.id })
      return
    }
    const refused = consentRefused(result.problem, checked.value.onBehalf?.consent.fileId, draft.now())
    if (refused) draft.set(refused)
    setErrors(errorsOf(result.problem))
  }
  return { draft, errors, visit, submit, sending: book.sending, problem: book.problem, phone: account?.phone ?? null }
}
export type BookingInHand = ReturnType<typeof useBooking>
