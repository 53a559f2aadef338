import { bookingTraits } from '@doorstep/contract/bookings/words'
import { nameKey } from '@doorstep/contract/people/names-and-phones'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Parsed } from '@doorstep/contract/endpoints'
import { personOf, type Person } from '../../account/api'
import type { Acting } from '../../platform/context/call'
import { badField, problem } from '../../platform/process/problem'
import { recordPerson } from '../../requests/api'
import { cancelWindow, suggest } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { bookingRunner, bookingSubject } from '../core/guards'
import { lockedBooking, type LoadedBooking, type LockedBooking } from '../core/loaded-booking'
import { approveByOf } from '../core/moments'
import { lockPeople, personNamed, sealAddress, sealPhone, sealWho } from '../core/person'
import { settleWaiting } from '../core/seats'
import { transitionBooking } from '../core/transitions'
import { checkEligibility, whyNotBookable, slotUnavailable, type BookingAttempt } from '../eligibility/eligibility'
import { elsewhere } from '../eligibility/free-times'
import { scheduleJobs } from '../schedule/schedule-jobs'
import { bookedAs, personFor, type BookedAs } from './as-organisation'
import { notBoth } from './hold'

type Endpoint = (typeof bookingEndpoints.table)['POST /v1/bookings']
type Form = Parsed<Endpoint>['body']

/**
 * Books a held or offered seat. The checks of time and seats made for the hold are not repeated; the person is checked again, because only
 * now is it known who comes. Throws `holdOver` when the hold ended, also before the job that ends it has run.
 */
export async function book(acting: Acting, form: Form): Promise<LoadedBooking> {
  const { tx, districtId, actor } = acting
  const account = await personOf(acting, actor.accountId)
  refuseOwnName(account, form)
  if (form.onBehalf !== undefined && form.asOrganisation !== undefined) throw notBoth()
  const person = form.onBehalf
    ? personNamed(acting, { name: form.onBehalf.name, phone: form.onBehalf.phone ?? null, within: actor.accountId })
    : personFor(actor.accountId, form.asOrganisation)
  await lockPeople(tx, districtId, [actor.accountId, person])
  const held = await lockedBooking(acting, form.holdId, { owner: actor })
  if (held === null) throw problem('notFound')
  const { row, slot, service, venue } = held
  const attempt: BookingAttempt = {
    slot,
    service,
    venue,
    seats: row.seats,
    person,
    accountId: actor.accountId,
    forOther: form.onBehalf !== undefined,
    asOrganisation: form.asOrganisation !== undefined,
    held: true,
  }
  const organisation = await bookedAs(acting, form.asOrganisation, service)
  await refuseUnlessHeld(acting, row, attempt)
  await checkEligibility(acting, attempt)
  if (service.way === 'home' && form.address === undefined) throw badField('address', '请填写上门的地址')
  return confirmed(acting, held, { person, account, form, organisation })
}

/** Refuses a booking "for somebody else" in the account's own name: its own limits apply. */
function refuseOwnName(account: Person | null, { onBehalf }: Form): void {
  const own = account?.name ?? null
  if (onBehalf === undefined || own === null || nameKey(own) !== nameKey(onBehalf.name)) return
  throw badField('onBehalf.name', '这是您自己的名字：给自己约，请在上面选“我自己”；替别人约，请写他的名字')
}

/** Throws unless the hold still runs: it ends at its minute, whether the job that ends it has run or not. */
async function refuseUnlessHeld(acting: Acting, row: StoredBooking, attempt: BookingAttempt): Promise<void> {
  if ((await bookingRunner.refusal(bookingSubject(acting, row, { as: ['booker'] }), 'confirm')) === null) return
  if (bookingTraits[row.state].made) throw problem('alreadyBooked', { next: [suggest.myBooking(row.id)] })
  // The hold may have ended early because the slot began or was closed: then that is the reason to return.
  const refusal = await slotUnavailable(acting, attempt)
  if (refusal !== null) throw refusal
  const { slot, seats } = attempt
  const room = slot.taken + seats - (row.state === 'held' ? seats : 0) <= slot.capacity
  const again = room && (await whyNotBookable(acting, { ...attempt, held: false })) === null
  const others = await elsewhere(acting, attempt, { near: slot.starts_at, seats })
  const next = again ? [suggest.otherSlot(slot), ...others.filter(({ does }) => does === 'otherSlot')] : others
  const offered = { detail: '确认的时间已过，位置已让给下一位；您填的内容还在，可以重新选时段' }
  throw problem('holdOver', { ...(row.waiting_id === null ? {} : offered), next })
}

interface Confirmed {
  person: string
  account: Person | null
  form: Form
  organisation: BookedAs | null
}

async function confirmed(acting: Acting, held: LockedBooking, { person, account, form, organisation }: Confirmed): Promise<LoadedBooking> {
  const { row, slot, service, venue } = held
  const { clock } = acting
  const { onBehalf } = form
  const phone = form.phone ?? account?.phone ?? null
  if (service.way === 'home' && phone === null && onBehalf?.phone === undefined) {
    throw badField('phone', '上门服务请留一个电话，找不到门时好联系')
  }
  const approveBy = approveByOf(service, venue, { startsAt: slot.starts_at, now: clock.now() })
  const after = await transitionBooking(acting, row, {
    action: approveBy === null ? 'confirm' : 'ask',
    party: 'booker',
    changes: {
      person,
      held_until: null,
      approve_by: approveBy,
      cancel_until: cancelWindow(slot.starts_at, service.rules),
      said_address: venue.address,
      note: form.note ?? '',
      phone_sealed: phone === null ? null : sealPhone(acting, phone),
      address_sealed: form.address === undefined || service.way !== 'home' ? null : sealAddress(acting, form.address),
      exempt: onBehalf !== undefined || organisation !== null || account?.elder === true,
      ...(organisation !== null && {
        organisation_id: organisation.id,
        for_sealed: sealWho(acting, { name: organisation.name, phone: null, relation: '单位', contact: organisation.contact }),
      }),
      ...(onBehalf === undefined
        ? {}
        : {
            for_sealed: sealWho(acting, { name: onBehalf.name, phone: onBehalf.phone ?? null, relation: onBehalf.relation }),
            consent_id: await recordPerson(acting, onBehalf),
          }),
    },
  })
  const booked = { ...held, row: after }
  await settleWaiting(acting, after, slot)
  await scheduleJobs(acting, booked)
  return booked
}
