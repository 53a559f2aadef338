import type { ComparedVenues, VenueFigures } from '@doorstep/contract/bookings/staff-views'
import { figureRoles } from '@doorstep/contract/roles'
import type { Acting } from '../../platform/context/call'
import type { Day } from '../../platform/time/calendar'
import { venuesInUse, managesVenue } from '../../services/api'
import { venueCounts, type VenueCounts } from './compare-venues-store'
import { checkStretch, waitOf } from './figures'

const none: VenueCounts = { venue_code: null, made: 0, cancelled: 0, called_off: 0, over: 0, missed: 0, served: 0, minutes: null }

/**
 * Returns the figures of each venue the caller manages or supervises, over up to `figuresDays`. Throws `badInput` for an invalid range of
 * days.
 */
export async function compareVenues(
  { tx, districtId, actor, clock }: Acting,
  { from, until }: { from: Day; until: Day },
): Promise<ComparedVenues> {
  checkStretch({ from, until })
  const places = (await venuesInUse(tx, districtId))
    .filter((venue) => managesVenue(actor, venue, figureRoles))
    .sort((one, other) => one.areaCode.localeCompare(other.areaCode) || one.code.localeCompare(other.code))
  const venues = places.map(({ code }) => code)
  const counted = await venueCounts(tx, { districtId, venues, from, until, now: clock.now() })
  const byCode = new Map(counted.map((row) => [row.venue_code, row]))
  return {
    fromDay: from,
    untilDay: until,
    all: figuresOf(byCode.get(null) ?? none),
    rows: places.map(({ code, name, areaName }) => ({ code, name, areaName, ...figuresOf(byCode.get(code) ?? none) })),
  }
}

const figuresOf = (row: VenueCounts): VenueFigures => ({
  booked: row.made,
  missed: { of: row.over, count: row.missed },
  cancelled: { of: row.made, count: row.cancelled },
  calledOff: { of: row.made, count: row.called_off },
  wait: waitOf(row),
})
