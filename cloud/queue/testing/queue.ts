import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { StaffTicket, TicketView } from '@doorstep/contract/queue/views'
import { bookingWorld, type BookingWorld } from '../../bookings/testing/bookings'
import type { testApp } from '../../testing/app/app'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'

export const firstWindow = '1 号窗口'

/** The venue V1 on Monday 2026-11-23, 9:00, its managers, and helpers that drive the queue. */
export interface TestHall extends BookingWorld {
  keeper: SignedIn
  /** Books a new slot of today and checks in. */
  comes: (at: string, who?: SignedIn) => Promise<{ who: SignedIn; booking: BookingDetail; ticket: TicketView }>
  checksIn: (who: SignedIn, booking: { id: string }) => Promise<TicketView>
  /** Draws a number for the service without slots. */
  draws: (who?: SignedIn, serviceCode?: string) => Promise<TicketView>
  next: (window?: string, queue?: string) => Promise<StaffTicket>
  /** Does the same and returns the refusal's code, or the number called. */
  triesNext: (window?: string) => Promise<string>
  step: (action: 'recall' | 'pass' | 'serve' | 'done', ticket: { id: string }) => Promise<StaffTicket>
  looks: (who: SignedIn, ticket: { id: string }) => Promise<TicketView>
}

export async function testHall(options: Parameters<typeof testApp>[0] = {}): Promise<TestHall> {
  const here = await bookingWorld(options)
  const { app, district, venue } = here
  const { does, call } = app
  const keeper = await signedIn(district, 'gridMember')
  const checksIn: TestHall['checksIn'] = async (who, { id }) => {
    const { ticket } = await does(who, 'POST /v1/bookings/{id}/checkIn', { params: { id }, body: { token: venue.token } })
    if (ticket === null) throw new Error('No number was drawn')
    return ticket
  }
  const nextOf = (window: string, queue?: string) =>
    [{ params: { code: venue.code }, body: { window, ...(queue === undefined ? {} : { queue }) } }] as const
  return {
    ...here,
    keeper,
    checksIn,
    async comes(at, someone) {
      const who = someone ?? (await here.resident())
      const booking = await here.books(who, await here.slot(at, { capacity: 5 }))
      return { who, booking, ticket: await checksIn(who, booking) }
    },
    draws: async (who, serviceCode = venue.services.walkIn) =>
      does(who ?? (await here.resident()), 'POST /v1/tickets', { body: { token: venue.token, serviceCode } }),
    next: (window = firstWindow, queue) => does(keeper, 'POST /v1/staff/venues/{code}/next', ...nextOf(window, queue)),
    async triesNext(window = firstWindow) {
      const answer = await call(keeper, 'POST /v1/staff/venues/{code}/next', ...nextOf(window))
      return answer.problem?.code ?? answer.body.number
    },
    step: (action, { id }) =>
      does(keeper, `POST /v1/staff/tickets/{id}/${action}` as 'POST /v1/staff/tickets/{id}/done', { params: { id } }),
    looks: (who, { id }) => does(who, 'GET /v1/tickets/{id}', { params: { id } }),
  }
}
