import type { StaffTicket } from '@doorstep/contract/queue/endpoints'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { servedVenue, within } from '../services/places/manages-venue'
import { drawAtCounter } from '../queue/numbers/tickets'
import { staffTicket } from '../queue/numbers/view'

/** Draws a number for somebody without a phone, who stands at the counter. Throws `walkInsFull`. */
export async function drawForVisitor(
  acting: Acting,
  { venueCode, serviceCode, name = '' }: { venueCode: string; serviceCode: string; name?: string | undefined },
): Promise<StaffTicket> {
  const { venue, only } = await servedVenue(acting, venueCode)
  if (!within(only, serviceCode)) throw problem('notFound')
  return staffTicket(acting, await drawAtCounter(acting, { venue, serviceCode, name }))
}
