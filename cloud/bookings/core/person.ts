import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import type { StoredBooking } from './bookings-store'

/** Who comes: an account, or somebody else by the blind index of what is known of them. */
export const personOfAccount = (accountId: string): string => accountId

/** A name as it is compared: 王 秀兰 is 王秀兰. */
export const plainName = (name: string): string => name.replace(/\s/g, '')

interface Named {
  name: string
  phone: string | null
  /** Within what a name alone is somebody: the account that books, or at the counter the booking itself. */
  within: string
}

/**
 * Somebody by name and phone is one person whoever books, so that their limits hold. A name alone is not: two strangers called 王奶奶
 * must neither stand in each other's way nor learn of each other, so it means the same person only to whoever gave it.
 */
export const personNamed = ({ deps }: Pick<RuleContext, 'deps'>, { name, phone, within }: Named): string => {
  const known = phone === null ? `@${within}` : phone.replaceAll('-', '')
  return `o.${deps.keys.blind(JSON.stringify([plainName(name), known]), 'booking.person')}`
}

/** Takes people's rows until the transaction ends, in order: limits and overlaps of a person are judged one booking at a time. */
export async function lockPeople(tx: Tx, districtId: number, people: readonly string[]): Promise<void> {
  const wanted = [...new Set(people)].sort()
  const rows = () =>
    tx
      .selectFrom('booker')
      .where('district_id', '=', districtId)
      .where('person', 'in', wanted)
      .select('person')
      .orderBy('person')
      .forUpdate()
      .execute()
  // Nearly everybody has booked before: one statement then.
  if ((await rows()).length === wanted.length) return
  await tx
    .insertInto('booker')
    .values(wanted.map((person) => ({ district_id: districtId, person })))
    .onConflict((on) => on.columns(['district_id', 'person']).doNothing())
    .execute()
  await rows()
}

/** What a booking keeps sealed: who comes when it is not the account itself, how to reach them, and where a helper goes. */

type Keys = Pick<RuleContext, 'deps'>

const Who = v.object({ name: v.string(), phone: v.nullable(v.string()), relation: v.string() })

/** Somebody a booking was made for; `relation` is to whoever booked, `本人` at the counter. */
export type Who = v.InferOutput<typeof Who>

/** Where each sealed value stands; a value moved to another column does not open. */
export const seals = { who: 'booking.for', phone: 'booking.phone', address: 'booking.address' } as const

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
