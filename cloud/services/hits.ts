import { createHash } from 'node:crypto'
import type { Hits } from '@doorstep/contract/services'
import { peopleOf } from '../account/facts'
import { phoneOf, whoOf } from '../bookings/sealed'
import type { StoredBooking } from '../bookings/store'
import type { Acting } from '../platform/call'
import { problem } from '../platform/problem'
import { firstCharacters } from '../platform/words'
import { lostBookings, type Loss } from './slot-changes'

/** Names exactly one change and what it hits, so that nobody agrees to something else than they saw. */
export function digestOf(change: unknown, losses: readonly Loss[]): string {
  const hits = lostBookings(losses).map(({ row, why }) => [row.id, row.starts_at.toISOString(), row.seats, why])
  return createHash('sha256')
    .update(JSON.stringify([change, hits]))
    .digest('hex')
}

/** Throws `hitsChanged` when a change would hit others than those it was agreed to with. */
export function agreed(digest: string, change: unknown, losses: readonly Loss[]): void {
  if (digestOf(change, losses) !== digest) throw problem('hitsChanged')
}

/** What a change would do, in words for whoever decides about it; names are masked, and only whom they have to call has a phone. */
export async function hitsView(
  acting: Acting,
  change: unknown,
  losses: readonly Loss[],
  slots: Pick<Hits, 'slotsAdded' | 'slotsRemoved'>,
): Promise<Hits> {
  const lost = lostBookings(losses)
  const people = await peopleOf(
    acting,
    lost.flatMap(({ row }) => row.account_id ?? []),
  )
  const nameOf = (row: StoredBooking) => whoOf(acting, row)?.name ?? people.get(row.account_id ?? '')?.name ?? null
  return {
    rows: lost.map(({ row, why }) => ({
      bookingId: row.id,
      serviceName: row.service_name,
      startsAt: row.starts_at.toISOString(),
      seats: row.seats,
      name: masked(nameOf(row)),
      hasAccount: row.account_id !== null,
      phone: row.account_id === null ? phoneOf(acting, row) : null,
      why,
    })),
    ...slots,
    digest: digestOf(change, losses),
  }
}

/** `王阿姨` → `王**` */
const masked = (name: string | null) => (name === null || name === '' ? '居民' : `${firstCharacters(name)}**`)
