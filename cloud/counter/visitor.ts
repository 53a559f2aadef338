import type { StaffTicket } from '@doorstep/contract/queue/views'
import { servedVenue, within } from '../bookings/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { drawAtCounter } from './drawing'
import { staffTicket } from './view'

/** Draws a number for a visitor without a phone at the counter. Throws `walkInsFull`. */
export async function drawForVisitor(
  acting: Acting,
  { venueCode, serviceCode, name = '' }: { venueCode: string; serviceCode: string; name?: string | undefined },
): Promise<StaffTicket> {
  const { venue, only } = await servedVenue(acting, venueCode)
  if (!within(only, serviceCode)) throw problem('notFound')
  return staffTicket(acting, await drawAtCounter(acting, { venue, serviceCode, name }))
}
