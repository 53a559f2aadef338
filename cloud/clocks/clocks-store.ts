import { durationUnits } from '@doorstep/contract/requests/views'
import { expressionBuilder, sql, type Expression } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { CoreContext } from '../platform/context/call'
import { jsonInstant } from '../platform/database/json'
import type { DB } from '../platform/database/schema'
import { isRunning, wasBroken, type Clock } from './clock-rules'
import type { Owner, OwnerKind } from './owners'
import { scheduleRings } from './rings'

/** Returns the schema of a clock's row as JSON has it, for an owner whose clocks are of these kinds. */
export const storedClock = <const Kinds extends readonly string[]>(kinds: Kinds) =>
  v.pipe(
    v.object({
      id: v.string(),
      kind: v.picklist(kinds),
      unit: v.picklist(Object.keys(durationUnits) as (keyof typeof durationUnits)[]),
      rule: v.string(),
      started_at: jsonInstant,
      due_at: jsonInstant,
      paused_at: v.nullable(jsonInstant),
      stopped_at: v.nullable(jsonInstant),
      reckoned_to: v.nullable(v.number()),
      missed_at: v.nullable(jsonInstant),
    }),
    v.transform(
      ({
        started_at: startedAt,
        due_at: dueAt,
        paused_at: pausedAt,
        stopped_at: stoppedAt,
        reckoned_to: reckonedTo,
        missed_at: missedAt,
        ...row
      }): Clock<Kinds[number]> => ({
        ...row,
        startedAt,
        dueAt,
        pausedAt,
        stoppedAt,
        reckonedTo,
        missedAt,
      }),
    ),
  )

/** Selects as JSON an owner's clocks, in the order they began, within a statement that selects the owner. */
export const clocksOf = (districtId: number, kind: OwnerKind, id: Expression<string>) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('clock')
      .where('clock.district_id', '=', districtId)
      .where('clock.owner_kind', '=', kind)
      .where('clock.owner_id', '=', id)
      .select(['clock.id', 'clock.kind', 'clock.unit', 'clock.rule', 'clock.started_at', 'clock.due_at'])
      .select(['clock.paused_at', 'clock.stopped_at', 'clock.reckoned_to', 'clock.missed_at'])
      .orderBy('clock.started_at')
      .orderBy('clock.id'),
  )

/** Saves the changed clocks of an owner in one statement, those that began before it first, and schedules when those that run ring. */
export async function saveClocks(context: CoreContext, owner: Owner, before: readonly Clock[], after: readonly Clock[]): Promise<void> {
  const { tx, districtId } = context
  const changed = after.filter((clock) => !before.includes(clock))
  if (changed.length === 0) return
  await tx
    .insertInto('clock')
    .values(
      changed.map(({ id, kind, unit, rule, startedAt, dueAt, pausedAt, stoppedAt, reckonedTo, missedAt }) => ({
        district_id: districtId,
        id,
        owner_kind: owner.kind,
        owner_id: owner.id,
        kind,
        unit,
        rule,
        started_at: startedAt,
        due_at: dueAt,
        paused_at: pausedAt,
        stopped_at: stoppedAt,
        reckoned_to: reckonedTo,
        missed_at: missedAt,
      })),
    )
    .onConflict((held) =>
      held.columns(['district_id', 'id']).doUpdateSet((clock) => ({
        unit: clock.ref('excluded.unit'),
        rule: clock.ref('excluded.rule'),
        due_at: clock.ref('excluded.due_at'),
        paused_at: clock.ref('excluded.paused_at'),
        stopped_at: clock.ref('excluded.stopped_at'),
        reckoned_to: clock.ref('excluded.reckoned_to'),
        missed_at: clock.ref('excluded.missed_at'),
      })),
    )
    .execute()
  for (const clock of changed) {
    const held = before.find(({ id }) => id === clock.id)
    if (!isRunning(clock) || hasRung(held, clock, context.clock.now())) continue
    await scheduleRings(context, owner, clock, held !== undefined && isRunning(held) ? held : undefined)
  }
}

/**
 * Returns whether a clock was over already, by the same end: it has rung, and what rings again is scheduled. One that had stopped in time, for
 * an answer that is corrected now, has not.
 */
const hasRung = (held: Clock | undefined, { dueAt }: Clock, now: Date): boolean =>
  dueAt < now && held !== undefined && held.dueAt.getTime() === dueAt.getTime() && wasBroken(held, now)

/** Puts clocks back as they were: those that are not in `before` any more are removed, the changed ones saved. */
export async function restoreClocks(context: CoreContext, owner: Owner, now: readonly Clock[], before: readonly Clock[]): Promise<void> {
  const { tx, districtId } = context
  const gone = now.filter(({ id }) => !before.some((clock) => clock.id === id)).map(({ id }) => id)
  if (gone.length > 0)
    await tx
      .deleteFrom('clock')
      .where('district_id', '=', districtId)
      .where('id', '=', sql<string>`any(${gone}::uuid[])`)
      .execute()
  await saveClocks(context, owner, now, before)
}
