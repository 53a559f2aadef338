import type { bookingMachine, counterActions } from '@doorstep/contract/bookings/machine'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import type * as v from 'valibot'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { bookingWorld, type BookingWorld } from './bookings'

type Acts = (typeof counterActions)[number]
type Body<A extends Acts> = (typeof bookingMachine)[A] extends { body: infer S extends v.GenericSchema } ? v.InferInput<S> : undefined

/** All actions have the same call and response shape; one action's types are used for all. */
const asDecline = ({ id }: { id: string }, action: Acts, body: unknown) =>
  [
    `POST /v1/staff/bookings/{id}/${action}` as 'POST /v1/staff/bookings/{id}/decline',
    { params: { id }, ...(body === undefined ? {} : { body }) } as { params: { id: string }; body: { reason: string } },
  ] as const

/** A venue with its staff: a grid member of its community, its branch secretary, a supervisor; and a manager of another venue. */
export interface Counter extends BookingWorld {
  member: SignedIn
  secretary: SignedIn
  supervisor: SignedIn
  /** Grid member of another community. */
  stranger: SignedIn
  acts: <A extends Acts>(who: SignedIn, booking: { id: string }, action: A, body?: Body<A>) => Promise<StaffBooking>
  /** Does the same and returns the refusal's code, such as `notNow`, or null when it succeeded. */
  tries: (who: SignedIn, booking: { id: string }, action: Acts, body?: object) => Promise<string | null>
  /** Sets the clock to a wall time, `2026-11-24 09:15`, and runs due jobs. */
  until: (wall: string) => Promise<void>
  /** Returns title and text of a person's notifications, newest first. */
  heard: (who: SignedIn) => Promise<{ title: string; text: string }[]>
}

export async function counter(options: Parameters<typeof bookingWorld>[0] = {}): Promise<Counter> {
  const here = await bookingWorld(options)
  const { app, district } = here
  return {
    ...here,
    member: await signedIn(district, 'gridMember'),
    secretary: await signedIn(district, 'branchSecretary'),
    supervisor: await signedIn(district, 'supervisor'),
    stranger: await signedIn(district, { staff: 'M3' }),
    acts: (who, booking, action, body) => app.does(who, ...asDecline(booking, action, body)),
    tries: async (who, booking, action, body) => (await app.call(who, ...asDecline(booking, action, body))).problem?.code ?? null,
    async until(wall) {
      app.clock.set(`${wall.replace(' ', 'T')}:00.000+08:00`)
      await app.jobs.runDue()
    },
    async heard(who) {
      await app.jobs.runDue()
      return (await app.does(who, 'GET /v1/inbox', {})).rows.map(({ title, text }) => ({ title, text }))
    },
  }
}

/** Runs every finished job once more, as after a crash between running and recording it. */
export async function runAgain({ app, district }: Pick<BookingWorld, 'app' | 'district'>): Promise<void> {
  await app.db
    .updateTable('outbox')
    .set({ done_at: null })
    .where('district_id', '=', district.id)
    .where('kind', '<>', 'notify')
    .where('done_at', 'is not', null)
    .execute()
  await app.jobs.runDue()
}
