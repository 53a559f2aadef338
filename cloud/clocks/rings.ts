import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type CoreContext, type JobContext, type Jobs } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { warnAt, type Clock } from './clock-rules'
import type { Owner, OwnerKind } from './owners'

/** A clock that rings: at four fifths of its time, or because its end has passed. `dueAt` is the end it was scheduled for. */
export interface Ring {
  ownerId: string
  clockId: string
  what: 'warn' | 'missed'
  dueAt: string
}

/** What a room does when a clock of one of its things rings; it reads the clock again, so that a stale ring does nothing. */
type OnRing = (context: JobContext, ring: Ring) => Promise<void>

const ringJob = 'clocks.ring'
const whats = v.picklist(['warn', 'missed'])

/** Schedules two jobs per end: the reminder at four fifths, and the end itself. */
export async function scheduleRings({ tx, districtId, clock: { now } }: CoreContext, owner: Owner, clock: Clock): Promise<void> {
  if (clock.dueAt <= now()) return
  const dueAt = clock.dueAt.toISOString()
  const plan = (what: Ring['what'], at: Date) =>
    enqueue(tx, {
      districtId,
      kind: ringJob,
      key: `${clock.id}:${what}:${dueAt}`,
      payload: { owner: owner.kind, ownerId: owner.id, clockId: clock.id, what, dueAt },
      dueAt: at,
    })
  await plan('warn', warnAt(clock, now()))
  // The deadline includes its last millisecond.
  await plan('missed', new Date(clock.dueAt.getTime() + 1))
}

/** Returns the jobs of clocks; `onRing` says for each kind of owner what its room does. */
export function clockJobs(onRing: Record<OwnerKind, OnRing>): Jobs {
  const kinds = Object.keys(onRing) as OwnerKind[]
  return {
    [ringJob]: job(
      v.object({ owner: v.picklist(kinds), ownerId: id, clockId: id, what: whats, dueAt: instant }),
      (context, { owner, ...ring }) => onRing[owner](context, ring),
    ),
    // Versions up to 0.3.0 scheduled the clocks of requests by this name.
    'requests.clock': job(v.object({ requestId: id, clockId: id, what: whats, dueAt: instant }), (context, { requestId, ...ring }) =>
      onRing.request(context, { ownerId: requestId, ...ring }),
    ),
  }
}
