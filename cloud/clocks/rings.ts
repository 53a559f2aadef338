import { firstWarningPercent, lastWarningPercent } from '@doorstep/contract/rules'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type CoreContext, type JobContext, type Jobs } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { addWorkingDays, dayOf, instantOf } from '../platform/time/calendar'
import { warnAt, type Clock } from './clock-rules'
import type { Owner, OwnerKind } from './owners'
import { reckonJob } from './reckon-store'

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

/** A clock that rings. */
export type Ring = v.InferOutput<v.ObjectSchema<typeof ringing, undefined>> & { ownerId: string }

/** What a room does when a clock of one of its things rings; it reads the clock again, so that a stale ring does nothing. */
type OnRing = (context: JobContext, ring: Ring) => Promise<void>

/** What a room does with its clocks: when one rings, and when those of one of its things are to be reckoned again. */
interface Ringing {
  onRing: OnRing
  onReckon: (context: JobContext, ownerId: string) => Promise<void>
}

const ringJob = 'clocks.ring'

type Planned = Pick<Ring, 'what'> & { at: Date; until?: Date; step?: number; late?: boolean }

/** Schedules one ring of a clock; it is kept once for a clock, its end and its step. A `late` one is another than the one planned before it. */
const plan = async (
  { tx, districtId }: CoreContext,
  owner: Owner,
  clock: Clock,
  { what, at, until, step, late = false }: Planned,
): Promise<void> =>
  enqueue(tx, {
    districtId,
    kind: ringJob,
    key: [clock.id, what, clock.dueAt.toISOString(), ...(step === undefined ? [] : [step]), ...(late ? [at.toISOString()] : [])].join(':'),
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

/**
 * Schedules the rings of a clock until its end. One that begins after its end rings at once, and only for that. Of a clock that ran on while
 * its end was moved (`moved` is what it was) half of its time is not said twice; nor is the last warning where only the calendar moved it.
 */
export async function scheduleRings(context: CoreContext, owner: Owner, clock: Clock, moved?: Clock): Promise<void> {
  const now = context.clock.now()
  // The deadline includes its last millisecond.
  const over = new Date(clock.dueAt.getTime() + 1)
  if (over > now) {
    const agreed = moved !== undefined && moved.reckonedTo === clock.reckonedTo
    const ringsAt = (of: Clock, percent: number) => warnAt(of, moved?.startedAt ?? now, percent)
    const wanted = (percent: number) => moved === undefined || (ringsAt(moved, percent) > now && ringsAt(clock, percent) > now)
    const last =
      agreed && ringsAt(clock, lastWarningPercent) <= now ? warnAt(clock, now, lastWarningPercent) : ringsAt(clock, lastWarningPercent)
    if (wanted(firstWarningPercent))
      await plan(context, owner, clock, { what: 'half', at: ringsAt(clock, firstWarningPercent), until: last })
    if (agreed || wanted(lastWarningPercent)) await plan(context, owner, clock, { what: 'warn', at: last, until: over })
  }
  await plan(context, owner, clock, { what: 'missed', ...(over > now ? { at: over } : { at: now, late: true }) })
}

/** Returns when desks open after so many working days. */
export const deskAfter = (now: Date, workingDays: number): Date => instantOf(addWorkingDays(dayOf(now), workingDays), '09:00')

/** Schedules that a clock which is over rings again at an instant. */
export const ringAgainAt = (context: CoreContext, owner: Owner, clock: Clock, { step, at }: { step: number; at: Date }): Promise<void> =>
  plan(context, owner, clock, { what: 'again', step, at })

/** Schedules that a clock which is over rings again after so many working days, when desks open. */
export const ringAgain = (context: CoreContext, owner: Owner, clock: Clock, { step, after }: { step: number; after: number }) =>
  ringAgainAt(context, owner, clock, { step, at: deskAfter(context.clock.now(), after) })

/** Returns the jobs of clocks; `rooms` says for each kind of owner what its room does. */
export function clockJobs(rooms: Record<OwnerKind, Ringing>): Jobs {
  const kinds = Object.keys(rooms) as OwnerKind[]
  return {
    [ringJob]: job(v.object({ owner: v.picklist(kinds), ownerId: id, ...ringing }), (context, { owner, ...ring }) =>
      rooms[owner].onRing(context, ring),
    ),
    [reckonJob]: job(v.object({ owner: v.picklist(kinds), ownerId: id }), (context, { owner, ownerId }) =>
      rooms[owner].onReckon(context, ownerId),
    ),
    // Versions up to 0.3.0 scheduled the clocks of requests by this name.
    'requests.clock': job(v.object({ requestId: id, ...ringing }), (context, { requestId, ...ring }) =>
      rooms.request.onRing(context, { ownerId: requestId, ...ring }),
    ),
  }
}
