import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { literals } from '../../platform/database/literals'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { countedBetween, limitAt, longestMs, type Counted } from './eligibility-store'

const Facts = v.object({
  /** The person's open bookings that overlap the slot, by their beginning. */
  then: v.optional(
    v.array(
      v.object({
        id: v.string(),
        slot_id: v.string(),
        account_id: v.nullable(v.string()),
        service_name: v.string(),
        starts_at: jsonInstant,
      }),
    ),
  ),
  /** The ban that keeps the account from the group. */
  ban: v.optional(v.nullable(v.object({ booking_id: v.string(), until_at: jsonInstant, appealed_at: v.nullable(jsonInstant) }))),
  /** The person's bookings of the service that count towards its limits, by their beginning. */
  counted: v.optional(v.array(v.object({ id: v.string(), day: v.string(), state: v.string(), account_id: v.nullable(v.string()) }))),
  /** How many holds the account made since some time, released ones included; none while one of the slot runs, which is kept. */
  heldToday: v.optional(v.number()),
  /** The account's open bookings for others in the slot. */
  othersIn: v.optional(v.array(v.object({ id: v.string(), seats: v.number() }))),
  /** The account's open bookings of the service for others, the earliest first. */
  othersOf: v.optional(v.array(v.object({ id: v.string(), person: v.string() }))),
})
export type PersonFacts = v.InferOutput<typeof Facts>

/** What is asked about a person; what is left out is not read. */
export interface AskedFacts {
  slot: Pick<StoredSlot, 'id' | 'starts_at' | 'ends_at'>
  /** A booking that does not count: the one that is moved. */
  except: string | null
  then?: { person: string } | undefined
  ban?: { accountId: string; group: string; now: Date } | undefined
  counted?: Omit<Counted, 'except'> | undefined
  heldToday?: { accountId: string; since: Date; now: Date } | undefined
  othersIn?: { accountId: string } | undefined
  othersOf?: { accountId: string; serviceCode: string } | undefined
}

/** Returns what is known of a person who wants a slot, in one statement. Lock the person first to decide by it. */
export async function personFacts(tx: Tx, districtId: number, asked: AskedFacts): Promise<PersonFacts> {
  const { slot, except, then, ban, counted, heldToday, othersIn, othersOf } = asked
  const open = () =>
    tx
      .selectFrom('booking')
      .where('booking.district_id', '=', districtId)
      .where('booking.state', 'in', literals(openBookingStates))
      .$if(except !== null, (some) => some.where('booking.id', '<>', except))
  const forOthers = (accountId: string) =>
    open().where('booking.account_id', '=', accountId).where('for_sealed', 'is not', null).where('organisation_id', 'is', null)
  const runningIn = (accountId: string, now: Date) =>
    tx
      .selectFrom('booking as running')
      .where('running.district_id', '=', districtId)
      .where('running.account_id', '=', accountId)
      .where('running.state', '=', sql.lit('held'))
      .where('running.slot_id', '=', slot.id)
      .where('running.held_until', '>', now)
      .select('running.id')
  const facts = [
    then &&
      jsonArrayFrom(
        open()
          .where('person', '=', then.person)
          .where('starts_at', '<', slot.ends_at)
          .where('starts_at', '>', new Date(slot.starts_at.getTime() - longestMs))
          .where('ends_at', '>', slot.starts_at)
          .select(['id', 'slot_id', 'account_id', 'service_name', 'starts_at'])
          .orderBy('starts_at'),
      ).as('then'),
    ban && jsonObjectFrom(limitAt(tx, districtId, ban.accountId, ban.group, ban.now)).as('ban'),
    counted && jsonArrayFrom(countedBetween(tx, districtId, { ...counted, except })).as('counted'),
    heldToday &&
      tx
        .selectFrom('booking')
        .where('booking.district_id', '=', districtId)
        .where('booking.account_id', '=', heldToday.accountId)
        .where('booking.waiting_id', 'is', null)
        .where('booking.created_at', '>=', heldToday.since)
        .where((booking) => booking.not(booking.exists(runningIn(heldToday.accountId, heldToday.now))))
        .select((booking) => booking.fn.countAll<number>().as('count'))
        .as('heldToday'),
    othersIn &&
      jsonArrayFrom(forOthers(othersIn.accountId).where('slot_id', '=', slot.id).select(['id', 'seats']).orderBy('id')).as('othersIn'),
    othersOf &&
      jsonArrayFrom(
        forOthers(othersOf.accountId)
          .where('service_code', '=', othersOf.serviceCode)
          .select(['id', 'person'])
          .orderBy('starts_at')
          .orderBy('id'),
      ).as('othersOf'),
  ]
  const found = await tx
    .selectFrom('district')
    .where('district.district_id', '=', districtId)
    .select('district.district_id')
    .select(facts.filter((fact) => fact !== undefined))
    .executeTakeFirstOrThrow()
  return v.parse(Facts, found)
}
