import { openBookingStates, openWaitingStates } from '@doorstep/contract/bookings/words'
import { BookingState } from '@doorstep/contract/bookings/machine'
import { ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import { sql, type Expression, type ExpressionBuilder, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { keptStatement } from '../../platform/database/kept-statement'
import { literals } from '../../platform/database/literals'
import type { Booking, BookingEvent, DB, Waiting } from '../../platform/database/schema'
import type { Actor } from '../../platform/process/actor'
import type { StoredSlot } from '../../services/api'

/** Columns whose values are a narrower type than the database's. */
const Narrowed = v.object({ state: BookingState, group_code: ServiceGroup, way: ServiceWay })
export type StoredBooking = Omit<Selectable<Booking>, keyof v.InferOutput<typeof Narrowed>> & v.InferOutput<typeof Narrowed>
export type StoredWaiting = Selectable<Waiting>

/** What a list shows its booker of a booking. */
export type ListedBooking = Pick<
  StoredBooking,
  | 'id'
  | 'state'
  | 'service_code'
  | 'service_name'
  | 'group_code'
  | 'venue_code'
  | 'way'
  | 'starts_at'
  | 'ends_at'
  | 'seats'
  | 'for_sealed'
  | 'organisation_id'
  | 'held_until'
  | 'approve_by'
  | 'rate_by'
  | 'helper_code'
  | 'waiting_id'
  | 'reason'
  | 'appeal_text'
  | 'appeal_answer'
>

export const asBooking = (row: Selectable<Booking>): StoredBooking => ({ ...row, ...v.parse(Narrowed, row) })

// —— bookings ——

export async function bookingById(tx: Tx, districtId: number, id: string): Promise<StoredBooking | null> {
  const row = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.booking)
    .executeTakeFirst()
  return row === undefined ? null : asBooking(row)
}

/** Whose bookings are meant: an account's, with those of the organisations whose contact it is. */
export type Owner = Pick<Actor, 'accountId' | 'organisations'>

/** Says that a booking is the owner's: they booked it for themselves or another person, or are a contact of the organisation that did. */
export const ownedBy = (booking: ExpressionBuilder<DB, 'booking'>, { accountId, organisations }: Owner): Expression<SqlBool> =>
  organisations.length === 0
    ? booking.and([booking('booking.account_id', '=', accountId), booking('booking.organisation_id', 'is', null)])
    : booking.or([
        booking.and([booking('booking.account_id', '=', accountId), booking('booking.organisation_id', 'is', null)]),
        booking('booking.organisation_id', 'in', organisations),
      ])

/** Returns whether a booking is the owner's (`ownedBy`). */
export const isOwn = (
  { account_id: account, organisation_id: organisation }: Pick<StoredBooking, 'account_id' | 'organisation_id'>,
  { accountId, organisations }: Owner,
): boolean => (organisation === null ? account === accountId : organisations.includes(organisation))

/** Returns bookings by id, in no order; unknown ids are left out. */
export async function bookingsById(tx: Tx, districtId: number, ids: readonly string[]): Promise<StoredBooking[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('id', 'in', [...new Set(ids)])
    .select(columns.booking)
    .execute()
  return rows.map(asBooking)
}

/** Inserts a booking; returns null when another that still counts has its code. */
export async function insertBooking(tx: Tx, row: Insertable<Booking>): Promise<StoredBooking | null> {
  const {
    rows: [inserted],
  } = await insertion(tx, row)
  return inserted === undefined ? null : asBooking(inserted)
}

const insertion = keptStatement((tx, row: Insertable<Booking>) =>
  tx
    .insertInto('booking')
    .values(row)
    .onConflict((on) =>
      on.columns(['district_id', 'venue_code', 'day', 'code']).where('state', 'in', literals(openBookingStates)).doNothing(),
    )
    .returning(columns.booking),
)

export async function updateBooking(tx: Tx, districtId: number, id: string, changes: Updateable<Booking>): Promise<StoredBooking> {
  const {
    rows: [row],
  } = await update(tx, { ...changes, wanted: id, within: districtId })
  if (row === undefined) throw new Error('No such booking')
  return asBooking(row)
}

const update = keptStatement((tx, { wanted, within, ...changes }: Updateable<Booking> & { wanted: string; within: number }) =>
  tx.updateTable('booking').where('district_id', '=', within).where('id', '=', wanted).set(changes).returning(columns.booking),
)

export const insertEvent = keptStatement((tx, event: Insertable<BookingEvent>) => tx.insertInto('booking_event').values(event))

const heldIds = (tx: Tx, districtId: number) =>
  tx.selectFrom('booking').where('booking.district_id', '=', districtId).where('booking.state', '=', sql.lit('held')).select('booking.id')

/** Selects the hold an account made itself, expired or not. */
export const holdMadeBy = (tx: Tx, districtId: number, accountId: string) =>
  heldIds(tx, districtId).where('booking.account_id', '=', accountId).where('booking.waiting_id', 'is', null)

/** Selects the holds of a slot that have expired but were not ended yet, and those of an account. */
export const holdInTheWay = (tx: Tx, districtId: number, { slotId, accountId }: { slotId: string; accountId: string }, now: Date) =>
  heldIds(tx, districtId)
    .where('booking.slot_id', '=', slotId)
    .where((held) => held.or([held('booking.held_until', '<=', now), held('booking.account_id', '=', accountId)]))

/** Returns the holds of a slot that have expired but were not ended yet, locked. */
export async function lapsedHolds(tx: Tx, districtId: number, slotId: string, now: Date): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', '=', sql.lit('held'))
    .where('held_until', '<=', now)
    .select(columns.booking)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(asBooking)
}

// —— the waiting list ——

/** Returns the first waiting-list entry that fits into `free` seats, locked. */
export const firstWaiting = (tx: Tx, districtId: number, slotId: string, free: number): Promise<StoredWaiting | undefined> =>
  tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', '=', sql.lit('waiting'))
    .where('seats', '<=', free)
    .select(columns.waiting)
    .orderBy('place')
    .limit(sql.lit(1))
    .forUpdate()
    .executeTakeFirst()

export const updateWaiting = (tx: Tx, districtId: number, id: string, changes: Updateable<Waiting>) =>
  tx.updateTable('waiting').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()

/** Returns an account's open waiting-list entry for a slot. */
export const liveWaiting = async (tx: Tx, districtId: number, accountId: string, slotId: string): Promise<StoredWaiting | undefined> =>
  (await waitingOf(tx, { districtId, accountId, slotId })).rows[0]

const waitingOf = keptStatement((tx, { districtId, accountId, slotId }: { districtId: number; accountId: string; slotId: string }) =>
  tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('account_id', '=', accountId)
    .where('state', 'in', literals(openWaitingStates))
    .select(columns.waiting),
)

// —— a booking and its slot, locked ——

const SlotInJson = v.object({
  district_id: v.number(),
  id: v.string(),
  service_code: v.string(),
  day: v.string(),
  starts_at: jsonInstant,
  ends_at: jsonInstant,
  capacity: v.number(),
  walk_in: v.number(),
  taken: v.number(),
  last_place: v.number(),
  state: v.string(),
  closed_reason: v.nullable(v.string()),
  decided_at: v.nullable(jsonInstant),
})
const SlotsInJson: v.GenericSchema<unknown, StoredSlot[]> = v.array(SlotInJson)

interface Locking {
  /** More slots to lock, for a move. */
  others: readonly string[]
  /** Only a booking of this owner; null for anybody's. */
  owner: Owner | null
}

/**
 * Returns a booking and its slot (and `others`), locked in one statement: first every slot, in the order of their ids, then the row. The
 * slots are aggregated before the row is looked for, so none of them is locked after it. They are those the statement saw when it began:
 * when the row moved meanwhile, its slot is not among them, and the caller tries again. Null when there is no such booking.
 */
export async function lockedRows(
  tx: Tx,
  districtId: number,
  id: string,
  { others, owner }: Locking,
): Promise<{ row: StoredBooking; slots: Map<string, StoredSlot> } | null> {
  const wanted = () =>
    tx
      .selectFrom('booking')
      .where('booking.district_id', '=', districtId)
      .where('booking.id', '=', id)
      .$if(owner !== null, (some) => (owner === null ? some : some.where((booking) => ownedBy(booking, owner))))
  const slots = tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', sql<string>`any(array(${wanted().select('booking.slot_id')}) || ${[...others]}::uuid[])`)
    .select(columns.slot)
    .orderBy('slot.id')
    .forUpdate()
  const found = await tx
    .selectFrom(
      tx
        .selectFrom(slots.as('slot'))
        .select(sql`json_agg(slot)`.as('held'))
        .as('slots'),
    )
    .innerJoinLateral(
      wanted()
        .where(sql<boolean>`slots.held is not null`)
        .select(columns.booking)
        .forUpdate()
        .as('row'),
      (on) => on.onTrue(),
    )
    .select(columns.booking)
    .select('slots.held')
    .executeTakeFirst()
  if (found === undefined) return null
  const { held, ...row } = found
  return { row: asBooking(row), slots: new Map(v.parse(SlotsInJson, held).map((slot) => [slot.id, slot])) }
}
