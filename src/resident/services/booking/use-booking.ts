import { BookForm } from '@doorstep/contract/bookings/views'
import { organisationGroups } from '@doorstep/contract/services/words'
import type { BookableService } from '@doorstep/contract/services/views'
import { useEffect, useRef, useState } from 'react'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { isDone, type Problem } from '../../../platform/api/result'
import { ask } from '../../../platform/device/ask'
import { check, errorsOf, filledIn } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { go, replace } from '../../../platform/navigation/navigate'
import { useRead, useSend } from '../../../platform/api/query'
import { consentRefused, fieldsOf, noBehalf } from '../../../parts/behalf/behalf-draft'
import { addressOf, bookFormOf, draftName, emptyBooking, isBegun, missing, visitTo, type Booking } from './booking-form'
import { lastChoice } from './last-choice'

/** For whom the sheet was opened; empty where nobody said. */
export type Whose = 'me' | 'other' | ''

/** Holds the form of a service: its draft, for whom it is, its errors, and the function that sends it. */
export function useBooking({ code, name, way, group }: Pick<BookableService, 'code' | 'name' | 'way' | 'group'>, whose: Whose) {
  const kept = useDraft(draftName(code), emptyBooking)
  const door = useCurrentGrid()
  const people = useRead('GET /v1/people', {}, { when: door.signedIn })
  const known = useRead('GET /v1/organisations', {}, { when: door.signedIn && organisationGroups.includes(group) })
  const organisations = (known.value?.rows ?? []).filter(({ state }) => state === 'verified')
  const book = useSend('POST /v1/bookings', ['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/services', 'GET /v1/people'])
  const account = door.me.value?.account
  const visit = way === 'home' ? visitTo(door.home, account) : null
  const wrongIn = (now: Booking, holdId: string) => {
    const checked = check(BookForm, bookFormOf(now, { holdId, visit }))
    return { ...(checked.ok ? {} : checked.errors), ...missing(now, visit) }
  }
  const { draft, errors, setErrors } = useErrors(kept, (now) => wrongIn(now, anyId))
  const rows = people.value?.rows ?? []
  const unread = people.value === undefined && people.problem === undefined
  const [asked, setAsked] = useState(false)
  /** Sets for whom it is: `me`, `other`, or the id of a remembered person or an organisation. The address typed for one is not the other's. */
  const setWho = (who: string) => {
    const person = rows.find(({ id }) => id === who)
    const asOrganisation = organisations.find(({ id }) => id === who)?.id ?? ''
    draft.set({ asOrganisation })
    if (asOrganisation !== '') draft.set({ forOther: false, address: null })
    else if (person) draft.set({ forOther: true, ...fieldsOf(person), address: person.home === null ? null : addressOf(person.home) })
    else if (who === 'me') draft.set({ forOther: false, address: null })
    else draft.set({ ...(draft.now().personId !== '' && noBehalf), forOther: true, address: null })
  }

  // What was begun stays as it was left; a form not begun yet is for whom it was the last time.
  const [last] = useState(() => (whose === '' && !isBegun(kept.now()) ? (lastChoice.get() ?? '') : ''))
  const again = rows.find(({ id, name }) => last !== '' && (id === last || name === last))?.id
  const told = useRef((who: string) => {
    if (kept.now().forOther !== (who === 'other')) kept.set({ forOther: who === 'other' })
  })
  useEffect(() => {
    if (whose !== '') told.current(whose)
  }, [whose])
  if (again !== undefined && !asked) {
    setAsked(true)
    setWho(again)
  }

  const leaving = useRef(false)
  /** Whether the sheet is still there: what is behind a page that was left is not to be replaced. */
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  /** Sends the form for a held place, and leaves the page. Returns whether it is booked. */
  const submit = async (holdId: string): Promise<boolean> => {
    const now = draft.now()
    const checked = check(BookForm, bookFormOf(now, { holdId, visit }))
    const found = wrongIn(now, holdId)
    setErrors(found)
    if (!checked.ok || Object.keys(found).length > 0) return false
    const result = await book.send({ body: checked.value })
    // Two taps share one answer; only one of them may leave the page.
    if (leaving.current) return true
    if (isDone(result)) draft.clear()
    if (result.ok) {
      leaving.current = true
      if (now.forOther) lastChoice.set(filledIn(now.personId) ?? now.otherName)
      else lastChoice.clear()
      if (here.current) await replace('bookings/detail', { id: result.value.id })
      return true
    }
    const refused = consentRefused(result.problem, checked.value.onBehalf?.consent.fileId, draft.now())
    if (refused) draft.set(refused)
    setErrors(errorsOf(result.problem))
    // Nobody sees the sheet any more; the place is let go meanwhile.
    if (!here.current) void sayRefused({ code, name }, result.problem)
    return false
  }
  return {
    draft,
    errors,
    visit,
    people: rows,
    organisations,
    choose: (who: string) => {
      setAsked(true)
      setWho(who)
    },
    forOther: draft.values.forOther || (!asked && whose === 'other'),
    /** Whether it is not known yet for whom it is: the one of the last time is still read, and may have been forgotten since. */
    finding: last !== '' && !asked && unread,
    submit,
    sending: book.sending,
    problem: book.problem,
    phone: account?.phone ?? null,
  }
}

/** Says on whichever page is open by then that a booking was refused, and leads back to its times. */
async function sayRefused({ code, name }: Pick<BookableService, 'code' | 'name'>, { detail }: Problem) {
  const again = await ask({ title: '没有约上', content: `${name}：${detail}`, confirmText: '重新选', cancelText: '知道了' })
  if (again) await go('services/detail', { code })
}
export type BookingInHand = ReturnType<typeof useBooking>

/** Stands for the hold in what is checked while somebody fills the form in. */
const anyId = '00000000-0000-7000-8000-000000000000'
