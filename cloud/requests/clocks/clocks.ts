import { clockKinds, type ClockKind } from '@doorstep/contract/requests/machine'
import { durationUnits, type Duration } from '@doorstep/contract/requests/views'
import * as v from 'valibot'
import type { CoreContext } from '../../platform/context/call'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { enqueue } from '../../platform/jobs/outbox'
import type { StoredCategory } from '../filing/categories'
import { isRunning, warnAt, type CaseClock } from './clock-rules'

const Narrowed = v.object({
  kind: v.picklist(clockKinds),
  unit: v.picklist(Object.keys(durationUnits) as (keyof typeof durationUnits)[]),
})

/** Returns every clock of a request, stopped ones included, in the order they began. */
export async function clocksOf(tx: Tx, districtId: number, requestId: string): Promise<CaseClock[]> {
  const rows = await tx
    .selectFrom('clock')
    .where('district_id', '=', districtId)
    .where('request_id', '=', requestId)
    .select(columns.clock)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...v.parse(Narrowed, row),
    id: row.id,
    rule: row.rule,
    startedAt: row.started_at,
    dueAt: row.due_at,
    pausedAt: row.paused_at,
    stoppedAt: row.stopped_at,
  }))
}

/** Returns how long a clock runs by the category's rule: a rework gets the same time as the first handling. */
export function durationsOf(kind: ClockKind, { acceptance, handling }: Pick<StoredCategory, 'acceptance' | 'handling'>): Duration[] {
  return { acceptance: [acceptance], handling: [handling], rework: [handling], whole: [acceptance, handling] }[kind]
}

/** Returns the rule a clock comes from, in words: the category's, except for the time to accept the request. */
export const ruleOf = (kind: ClockKind, { acceptance: { amount, unit }, rule }: Pick<StoredCategory, 'acceptance' | 'rule'>): string =>
  kind === 'acceptance' ? `${amount} ${durationUnits[unit]}内告知是否受理` : rule

/** Saves the changed clocks of a request, and schedules the reminder and the deadline of those that run to a new end. */
export async function saveClocks(
  context: CoreContext,
  requestId: string,
  before: readonly CaseClock[],
  after: readonly CaseClock[],
): Promise<void> {
  const { tx, districtId } = context
  for (const clock of after) {
    const was = before.find(({ id }) => id === clock.id)
    if (was === clock) continue
    const times = { due_at: clock.dueAt, paused_at: clock.pausedAt, stopped_at: clock.stoppedAt }
    if (was === undefined) {
      const { id, kind, unit, rule, startedAt } = clock
      await tx
        .insertInto('clock')
        .values({ district_id: districtId, id, request_id: requestId, kind, unit, rule, started_at: startedAt, ...times })
        .execute()
    } else {
      await tx.updateTable('clock').where('district_id', '=', districtId).where('id', '=', clock.id).set(times).execute()
    }
    if (isRunning(clock)) await scheduleDeadlines(context, requestId, clock)
  }
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
