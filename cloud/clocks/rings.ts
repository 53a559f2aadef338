import { firstWarningPercent, lastWarningPercent } from '@doorstep/contract/rules'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type CoreContext, type JobContext, type Jobs } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { warnAt, type Clock } from './clock-rules'
import type { Owner, OwnerKind } from './owners'

const ringing = {
  clockId: id,
  /** `half` and `warn`: much of its time is over · `missed`: all of it is · `again`: and still nothing was done, by `step`. */
  what: v.picklist(['half', 'warn', 'missed', 'again']),
  /** The end it was scheduled for: a clock that ends at another time by now does not ring. */
  dueAt: instant,
  /** When the next of its rings is due: one that comes as late as that is left out, so that only the highest rings. */
  until: v.optional(instant),
  step: v.optional(v.number(), 0),
}
const Ringing = v.object(ringing)

/** A clock that rings. */
export type Ring = v.InferOutput<typeof Ringing> & { ownerId: string }

/** What a room does when a clock of one of its things rings; it reads the clock again, so that a stale ring does nothing. */
type OnRing = (context: JobContext, ring: Ring) => Promise<void>

const ringJob = 'clocks.ring'

type Planned = Pick<Ring, 'what'> & { at: Date; until?: Date; step?: number }

/** Schedules one ring of a clock; it is kept once for a clock, its end and its step. */
const plan = async ({ tx, districtId }: CoreContext, owner: Owner, clock: Clock, { what, at, until, step }: Planned): Promise<void> =>
  enqueue(tx, {
    districtId,
    kind: ringJob,
    key: [clock.id, what, clock.dueAt.toISOString(), ...(step === undefined ? [] : [step])].join(':'),
    payload: {
      owner: owner.kind,
      ownerId: owner.id,
      clockId: clock.id,
      what,
      dueAt: clock.dueAt.toISOString(),
      ...(until && { until: until.toISOString() }),
      ...(step !== undefined && { step }),
    },
    dueAt: at,
  })

/** Schedules the rings of a clock until its end. One that begins after its end rings at once, and only for that. */
export async function scheduleRings(context: CoreContext, owner: Owner, clock: Clock): Promise<void> {
  const now = context.clock.now()
  // The deadline includes its last millisecond.
  const over = new Date(clock.dueAt.getTime() + 1)
  if (over > now) {
    const [half, last] = [warnAt(clock, now, firstWarningPercent), warnAt(clock, now, lastWarningPercent)]
    await plan(context, owner, clock, { what: 'half', at: half, until: last })
    await plan(context, owner, clock, { what: 'warn', at: last, until: over })
  }
  await plan(context, owner, clock, { what: 'missed', at: over > now ? over : now })
}

/** Schedules that a clock which is over rings again. */
export const ringAgain = (context: CoreContext, owner: Owner, clock: Clock, { step, at }: { step: number; at: Date }): Promise<void> =>
  plan(context, owner, clock, { what: 'again', step, at })

/** Returns the jobs of clocks; `onRing` says for each kind of owner what its room does. */
export function clockJobs(onRing: Record<OwnerKind, OnRing>): Jobs {
  const kinds = Object.keys(onRing) as OwnerKind[]
  return {
    [ringJob]: job(v.object({ owner: v.picklist(kinds), ownerId: id, ...ringing }), (context, { owner, ...ring }) =>
      onRing[owner](context, ring),
    ),
    // Versions up to 0.3.0 scheduled the clocks of requests by this name.
    'requests.clock': job(v.object({ requestId: id, ...ringing }), (context, { requestId, ...ring }) =>
      onRing.request(context, { ownerId: requestId, ...ring }),
    ),
  }
}
