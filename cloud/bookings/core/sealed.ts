import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import type { StoredBooking } from './bookings-store'

/** What a booking keeps sealed: who comes when it is not the account itself, how to reach them, and where a helper goes. */

type Keys = Pick<RuleContext, 'deps'>

const Who = v.object({ name: v.string(), phone: v.nullable(v.string()), relation: v.string() })
/** Somebody a booking was made for; `relation` is to whoever booked, `本人` at the counter. */
export type Who = v.InferOutput<typeof Who>

/** Where each sealed value stands; a value moved to another column does not open. */
const seals = { who: 'booking.for', phone: 'booking.phone', address: 'booking.address' } as const

export const sealWho = ({ deps }: Keys, who: Who): string => deps.keys.seal(JSON.stringify(who), seals.who)
export const sealPhone = ({ deps }: Keys, phone: string): string => deps.keys.seal(phone, seals.phone)
export const sealAddress = ({ deps }: Keys, address: string): string => deps.keys.seal(address, seals.address)

/** Who comes; null when it is the account itself. */
export const whoOf = ({ deps }: Keys, { for_sealed: sealed }: Pick<StoredBooking, 'for_sealed'>): Who | null =>
  sealed === null ? null : v.parse(Who, JSON.parse(deps.keys.unseal(sealed, seals.who)))

/** The number given with the booking itself; null when there is none. */
export const phoneOf = ({ deps }: Keys, { phone_sealed: sealed }: Pick<StoredBooking, 'phone_sealed'>): string | null =>
  sealed === null ? null : deps.keys.unseal(sealed, seals.phone)

/** Where a helper comes to; null when nobody does. */
export const addressOf = ({ deps }: Keys, { address_sealed: sealed }: Pick<StoredBooking, 'address_sealed'>): string | null =>
  sealed === null ? null : deps.keys.unseal(sealed, seals.address)
