import type { StaffTicket } from '@doorstep/contract/queue/views'
import { peopleOf } from '../account/api'
import { bookingsById, staffBookingRows } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { minuteMs } from '../platform/time/calendar'
import type { StoredTicket } from '../queue/numbers/queue-store'
import { ticketRunner, writtenNumber, windowOf } from '../queue/api'
import { serviceFacts } from '../services/api'

/** Returns the view of each number for the counter, in the order given. */
export async function staffTickets(context: RuleContext, rows: readonly StoredTicket[]): Promise<StaffTicket[]> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const stored = await bookingsById(
    tx,
    districtId,
    rows.flatMap((row) => row.booking_id ?? []),
  )
  const bookings = new Map((await staffBookingRows(context, stored)).map((booking) => [booking.id, booking]))
  const services = await serviceFacts(tx, districtId, [...new Set(rows.map((row) => row.service_code))])
  const people = await peopleOf(
    context,
    rows.flatMap((row) => (row.booking_id === null ? (row.account_id ?? []) : [])),
  )
  const views = rows.map(async (row): Promise<StaffTicket> => {
    const booking = (row.booking_id === null ? undefined : bookings.get(row.booking_id)) ?? null
    const own = row.account_id === null ? null : (people.get(row.account_id)?.name ?? null)
    return {
      id: row.id,
      number: writtenNumber(row),
      state: row.state,
      serviceName: services.get(row.service_code)?.name ?? '',
      booked: row.booking_id !== null,
      startsAt: booking?.startsAt ?? null,
      name: booking?.name ?? (row.name === '' ? own : row.name),
      window: windowOf(row),
      waitedMinutes: minutesWaited(row, now),
      booking,
      actions: await ticketRunner.actionsFor({ row, party: 'counter' }),
    }
  })
  return Promise.all(views)
}

/** Returns the view of one number for the counter. */
export async function staffTicket(context: RuleContext, row: StoredTicket): Promise<StaffTicket> {
  const [ticket] = await staffTickets(context, [row])
  if (ticket === undefined) throw new Error('A number without a view')
  return ticket
}

/** Returns the whole minutes between drawing and being called, or until now. */
const minutesWaited = ({ drawn_at: drawn, called_at: called }: StoredTicket, now: Date) =>
  Math.max(0, Math.floor(((called ?? now).getTime() - drawn.getTime()) / minuteMs))
