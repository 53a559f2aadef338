import { nameKey, phoneKey } from '@doorstep/contract/people/names-and-phones'
import type { Insertable } from 'kysely'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import { unreadablePerson } from '../../account/api'
import type { Tx } from '../../platform/database/database'
import { keptStatement } from '../../platform/database/kept-statement'
import type { Booker } from '../../platform/database/schema'
import type { StoredBooking } from './bookings-store'

/** Returns the key of the person who comes: an account, or another person by the blind index of their data. */
export const personOfAccount = (accountId: string): string => accountId

/** Returns the key of an organisation, by which its bookings are counted. */
export const personOfOrganisation = (organisationId: string): string => `u.${organisationId}`

/** Begins the key of a named person, and tells how name and phone are brought to one form; keys of earlier versions began otherwise. */
export const personForm = 'p.'
export const formerPersonForm = 'o.'

interface OnlyKeys {
  deps: Pick<RuleContext['deps'], 'keys'>
}

interface Named {
  name: string
  phone: string | null
  /** Whose word it is: the booker's account; at the counter null with a phone, and without one the booking itself. */
  within: string | null
}

/**
 * Returns the key of a named person. What an account says of somebody identifies a person only to that account: else a stranger who knows
 * a name and a phone could learn when that person comes and for what, and by booking first keep them from it. So bookings of different
 * accounts for one person neither block nor tell of each other, and how many people an account may book for is limited instead. At the
 * counter, where staff see the person or call them, name and phone identify one person.
 */
export const personNamed = ({ deps }: OnlyKeys, { name, phone, within }: Named): string => {
  const number = phone === null ? '' : phoneKey(phone)
  const known = within === null ? number : `${number}@${within}`
  return `${personForm}${deps.keys.blind(JSON.stringify([nameKey(name), known]), 'booking.person')}`
}

/** Locks people's rows in order until the transaction ends, so that limits and overlaps of a person are checked one booking at a time. */
export async function lockPeople(tx: Tx, districtId: number, people: readonly string[]): Promise<void> {
  const wanted = [...new Set(people)].sort()
  const [only] = wanted
  if (wanted.length === 1 && only !== undefined) await lockOne(tx, { district_id: districtId, person: only })
  else
    await locking(
      tx,
      wanted.map((person) => ({ district_id: districtId, person })),
    ).execute()
}

/** An update in place locks the row as well as a read for update does, and makes it for whoever books for the first time. */
const locking = (tx: Tx, people: Insertable<Booker> | readonly Insertable<Booker>[]) =>
  tx
    .insertInto('booker')
    .values(people)
    .onConflict((on) => on.columns(['district_id', 'person']).doUpdateSet((row) => ({ person: row.ref('excluded.person') })))

/** Most book for themselves. */
const lockOne = keptStatement((tx, one: Insertable<Booker>) => locking(tx, one))

/**
 * The context that opens a booking's sealed values: who comes when it is not the account itself, how to reach them, and the address of a
 * home visit.
 */

const Who = v.object({ name: v.string(), phone: v.nullable(v.string()), relation: v.string(), contact: v.optional(v.string()) })

/**
 * The person or organisation a booking was made for; `relation` is their relation to the booker, `本人` at the counter, `单位` of an
 * organisation, whose contact is named.
 */
export type Who = v.InferOutput<typeof Who>

/** The seal's context of each value; a value moved to another column cannot be opened. */
export const seals = { who: 'booking.for', phone: 'booking.phone', address: 'booking.address' } as const

export const sealWho = ({ deps }: OnlyKeys, who: Who): string => deps.keys.seal(JSON.stringify(who), seals.who)

export const sealPhone = ({ deps }: OnlyKeys, phone: string): string => deps.keys.seal(phone, seals.phone)

export const sealAddress = ({ deps }: OnlyKeys, address: string): string => deps.keys.seal(address, seals.address)

/** Returns whether a booking is for another person, or for an organisation. */
export const bookedFor = ({
  for_sealed: sealed,
  organisation_id: organisation,
}: Pick<StoredBooking, 'for_sealed' | 'organisation_id'>) => ({
  forOther: sealed !== null && organisation === null,
  asOrganisation: organisation !== null,
})

/** Returns who comes; null when it is the account itself. */
export function whoOf({ deps }: OnlyKeys, { for_sealed: sealed }: Pick<StoredBooking, 'for_sealed'>): Who | null {
  if (sealed === null) return null
  const opened = deps.keys.open(sealed, seals.who)
  return opened === null ? unreadablePerson : v.parse(Who, JSON.parse(opened))
}

/** Returns the phone number given with the booking; null when there is none. */
export const phoneOf = ({ deps }: OnlyKeys, { phone_sealed: sealed }: Pick<StoredBooking, 'phone_sealed'>): string | null =>
  sealed === null ? null : deps.keys.open(sealed, seals.phone)

/** Returns the address of a home visit; null for other bookings. */
export const addressOf = ({ deps }: OnlyKeys, { address_sealed: sealed }: Pick<StoredBooking, 'address_sealed'>): string | null =>
  sealed === null ? null : deps.keys.open(sealed, seals.address)
