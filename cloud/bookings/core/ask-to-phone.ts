import { notify } from '../../notifications/api'
import type { RuleContext } from '../../platform/context/call'
import type { LoadedBooking } from './loaded-booking'
import { managersOf } from './managers'

/** Notifies the managers of a booking, once per `key`, that whoever cannot be notified must be phoned, because none of them made the change. */
export async function askToPhone(
  { tx, districtId, clock }: RuleContext,
  { row, service, venue }: LoadedBooking,
  { title, about, key }: { title: string; about: string; key: string },
): Promise<void> {
  await notify(tx, {
    districtId,
    to: { staffCodes: await managersOf(tx, districtId, venue, service) },
    kind: 'task',
    title,
    text: `${about}：有人是代约的，收不到通知。名单在“预约”的“要打电话”里`,
    target: { kind: 'staffVenue', id: row.venue_code },
    key,
    at: clock.now(),
  })
}
