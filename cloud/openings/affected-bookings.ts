import { maskedName } from '../platform/process/masked'
import { createHash } from 'node:crypto'
import type { Impact } from '@doorstep/contract/openings/views'
import { peopleOf } from '../account/api'
import { phoneOf, whoOf } from '../bookings/api'
import type { StoredBooking } from '../bookings/core/bookings-store'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { lostBookings, type Loss } from './slot-changes'

/** Returns a digest of exactly one change and the bookings it affects, so that nobody confirms something other than what they saw. */
function impactDigest(change: unknown, losses: readonly Loss[]): string {
  const affected = lostBookings(losses).map(({ row, why }) => [row.id, row.starts_at.toISOString(), row.seats, why])
  return createHash('sha256')
    .update(JSON.stringify([change, affected]))
    .digest('hex')
}

/** Throws `hitsChanged` when a change would affect bookings other than those that were confirmed. */
export function assertSameImpact(digest: string, change: unknown, losses: readonly Loss[]): void {
  if (impactDigest(change, losses) !== digest) throw problem('hitsChanged')
}

/**
 * Returns the effect of a change for the person who decides about it; names are masked, and only people who must be phoned have a phone
 * number.
 */
export async function impactView(
  acting: Acting,
  change: unknown,
  losses: readonly Loss[],
  beside: Pick<Impact, 'slotsAdded' | 'slotsRemoved' | 'numbers'>,
): Promise<Impact> {
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
      name: maskedName(nameOf(row)),
      hasAccount: row.account_id !== null,
      phone: row.account_id === null ? phoneOf(acting, row) : null,
      why: row.state === 'arrived' ? `${why}，人已经到了` : why,
    })),
    ...beside,
    digest: impactDigest(change, losses),
  }
}
