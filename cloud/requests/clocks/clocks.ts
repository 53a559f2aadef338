import { clockKinds, type ClockKind } from '@doorstep/contract/requests/machine'
import { durationUnits, type Duration } from '@doorstep/contract/requests/views'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { CoreContext } from '../../platform/context/call'
import { jsonInstant } from '../../platform/database/json'
import { enqueue } from '../../platform/jobs/outbox'
import type { StoredCategory } from '../filing/categories'
import { isRunning, warnAt, type CaseClock } from './clock-rules'

/** A clock's row as JSON has it. */
export const StoredClock = v.pipe(
  v.object({
    id: v.string(),
    kind: v.picklist(clockKinds),
    unit: v.picklist(Object.keys(durationUnits) as (keyof typeof durationUnits)[]),
    rule: v.string(),
    started_at: jsonInstant,
    due_at: jsonInstant,
    paused_at: v.nullable(jsonInstant),
    stopped_at: v.nullable(jsonInstant),
  }),
  v.transform(({ started_at: startedAt, due_at: dueAt, paused_at: pausedAt, stopped_at: stoppedAt, ...row }): CaseClock => ({
    ...row,
    startedAt,
    dueAt,
    pausedAt,
    stoppedAt,
  })),
)

/** Returns how long a clock runs by the category's rule: a rework gets the same time as the first handling. */
export function durationsOf(kind: ClockKind, { acceptance, handling }: Pick<StoredCategory, 'acceptance' | 'handling'>): Duration[] {
  return { acceptance: [acceptance], handling: [handling], rework: [handling], whole: [acceptance, handling] }[kind]
}

/** Returns the rule a clock comes from, in words: the category's, except for the time to accept the request. */
export const ruleOf = (kind: ClockKind, { acceptance: { amount, unit }, rule }: Pick<StoredCategory, 'acceptance' | 'rule'>): string =>
  kind === 'acceptance' ? `${amount} ${durationUnits[unit]}内告知是否受理` : rule

/**
 * Saves the changed clocks of a request in one statement, those that began before it first, and schedules the reminder and the deadline of
 * those that run to a new end.
 */
export async function saveClocks(
  context: CoreContext,
  requestId: string,
  before: readonly CaseClock[],
  after: readonly CaseClock[],
): Promise<void> {
  const { tx, districtId } = context
  const changed = after.filter((clock) => !before.includes(clock))
  if (changed.length === 0) return
  await tx
    .insertInto('clock')
    .values(
      changed.map(({ id, kind, unit, rule, startedAt, dueAt, pausedAt, stoppedAt }) => ({
        district_id: districtId,
        id,
        request_id: requestId,
        kind,
        unit,
        rule,
        started_at: startedAt,
        due_at: dueAt,
        paused_at: pausedAt,
        stopped_at: stoppedAt,
      })),
    )
    .onConflict((held) =>
      held.columns(['district_id', 'id']).doUpdateSet((clock) => ({
        due_at: clock.ref('excluded.due_at'),
        paused_at: clock.ref('excluded.paused_at'),
        stopped_at: clock.ref('excluded.stopped_at'),
      })),
    )
    .execute()
  for (const clock of changed) if (isRunning(clock)) await scheduleDeadlines(context, requestId, clock)
}

/** Puts clocks back as they were: those that are not in `before` any more are removed, the changed ones saved. */
export async function restoreClocks(
  context: CoreContext,
  requestId: string,
  now: readonly CaseClock[],
  before: readonly CaseClock[],
): Promise<void> {
  const { tx, districtId } = context
  const gone = now.filter(({ id }) => !before.some((clock) => clock.id === id)).map(({ id }) => id)
  if (gone.length > 0)
    await tx
      .deleteFrom('clock')
      .where('district_id', '=', districtId)
      .where('id', '=', sql<string>`any(${gone}::uuid[])`)
      .execute()
  await saveClocks(context, requestId, now, before)
}

export const clockJob = 'requests.clock'

/** Schedules two jobs per end: the reminder at four fifths, and the end itself. They read the clock again, so a stale one does nothing. */
async function scheduleDeadlines({ tx, districtId, clock: { now } }: CoreContext, requestId: string, clock: CaseClock): Promise<void> {
  if (clock.dueAt <= now()) return
  const dueAt = clock.dueAt.toISOString()
  const plan = (what: 'warn' | 'missed', at: Date) =>
    enqueue(tx, {
      districtId,
      kind: clockJob,
      key: `${clock.id}:${what}:${dueAt}`,
      payload: { requestId, clockId: clock.id, what, dueAt },
      dueAt: at,
    })
  await plan('warn', warnAt(clock, now()))
  // The deadline includes its last millisecond.
  await plan('missed', new Date(clock.dueAt.getTime() + 1))
}
