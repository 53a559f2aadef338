import { openWaitingStates } from '@doorstep/contract/bookings/words'
import { sql, type Insertable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { literals } from '../../platform/database/literals'
import type { Waiting } from '../../platform/database/schema'
import type { StoredWaiting } from '../core/bookings-store'

export const insertWaiting = (tx: Tx, row: Insertable<Waiting>): Promise<StoredWaiting> =>
  tx.insertInto('waiting').values(row).returning(columns.waiting).executeTakeFirstOrThrow()

export const waitingById = (tx: Tx, districtId: number, id: string): Promise<StoredWaiting | undefined> =>
  tx.selectFrom('waiting').where('district_id', '=', districtId).where('id', '=', id).select(columns.waiting).executeTakeFirst()

/** Returns the entries that still wait for a slot, in waiting-list order. */
export const stillWaiting = (tx: Tx, districtId: number, slotId: string): Promise<StoredWaiting[]> =>
  tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', '=', sql.lit('waiting'))
    .select(columns.waiting)
    .orderBy('place')
    .execute()

/** Closes entries that get no seat any more. */
export const closeEntries = (tx: Tx, districtId: number, ids: readonly string[], now: Date) =>
  tx.updateTable('waiting').where('district_id', '=', districtId).where('id', 'in', ids).set({ state: 'closed', ended_at: now }).execute()

/** An entry with its slot and its position, 1 being the next. */
const PlacedEntries = v.array(
  v.object({
    id: v.string(),
    state: v.string(),
    slot_id: v.string(),
    seats: v.number(),
    for_other: v.boolean(),
    booking_id: v.nullable(v.string()),
    offer_until: v.nullable(jsonInstant),
    service_code: v.string(),
    starts_at: jsonInstant,
    ends_at: jsonInstant,
    position: v.nullable(v.number()),
  }),
)
export type PlacedEntry = v.InferOutput<typeof PlacedEntries>[number]

/** Selects entries with their slot and their position: all that an account still waits for, or one. */
function placedEntries(tx: Tx, districtId: number, { accountId, id }: { accountId: string; id?: string }) {
  return tx
    .selectFrom('waiting as w')
    .innerJoin('slot as s', (on) => on.onRef('s.district_id', '=', 'w.district_id').onRef('s.id', '=', 'w.slot_id'))
    .where('w.district_id', '=', districtId)
    .where('w.account_id', '=', accountId)
    .where('w.state', 'in', literals(openWaitingStates))
    .$if(id !== undefined, (some) => some.where('w.id', '=', id ?? ''))
    .select([
      'w.id',
      'w.state',
      'w.slot_id',
      'w.seats',
      'w.for_other',
      'w.booking_id',
      'w.offer_until',
      's.service_code',
      's.starts_at',
      's.ends_at',
    ])
    .select((row) =>
      row
        .selectFrom('waiting as before')
        .where('before.district_id', '=', districtId)
        .whereRef('before.slot_id', '=', 'w.slot_id')
        .where('before.state', '=', sql.lit('waiting'))
        .whereRef('before.place', '<=', 'w.place')
        .select((counted) => counted.fn.countAll<number>().as('count'))
        .as('position'),
    )
    .orderBy(sql`w.state = 'offered'`, 'desc')
    .orderBy('s.starts_at')
    .orderBy('w.id')
}

/** Returns what an account still waits for, or one entry of it: offers first, then by time. */
export const waitingWithPosition = (tx: Tx, districtId: number, of: { accountId: string; id?: string }): Promise<PlacedEntry[]> =>
  placedEntries(tx, districtId, of).execute()

/** Selects as JSON what `waitingWithPosition` returns of an account, for a statement that selects something else as well. */
export const waitingOf = (tx: Tx, districtId: number, accountId: string) => jsonArrayFrom(placedEntries(tx, districtId, { accountId }))

/** Reads what `waitingOf` selected. */
export const readWaiting = (selected: unknown): PlacedEntry[] => v.parse(PlacedEntries, selected)
