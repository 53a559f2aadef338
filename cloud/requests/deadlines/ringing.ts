import { isRunning, wasBroken, type Clock, type Ring } from '../../clocks/api'
import type { JobContext } from '../../platform/context/call'
import { timeMark } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { notifyStaff } from '../case/notify'
import { bySystem } from '../case/timeline'
import { appendNote } from '../case/transitions'

/** Returns the clock that rings; undefined when it has stopped, ends at another time by now, or comes as late as a later ring of its. */
export function ringing(clocks: readonly Clock[], { clockId, dueAt, until, what }: Ring, now: Date): Clock | undefined {
  if (until !== undefined && now.toISOString() >= until) return undefined
  const clock = clocks.find(({ id }) => id === clockId)
  if (clock === undefined || clock.stoppedAt !== null || clock.dueAt.toISOString() !== dueAt) return undefined
  return (what === 'half' || what === 'warn' ? isRunning(clock) : wasBroken(clock, now)) ? clock : undefined
}

/** Returns how often a clock has rung since its end. */
export const stepOf = ({ what, step }: Ring): number => (what === 'again' ? step : 0)

interface Said {
  codes: readonly (string | null)[]
  title: string
  /** The step for the timeline, which the staff alone read. */
  noted: string
}

/** Tells staff, once a step, that a clock of something about a request rang, and writes it into the timeline. */
export async function sayRing(context: JobContext, row: Case, clock: Clock, ring: Ring, { codes, title, noted }: Said): Promise<void> {
  const said = { kind: 'promise' as const, title, text: `${row.number} ${row.title}，${timeMark(clock.dueAt)} 到期` }
  await notifyStaff(context, row, codes, said, `${ring.what}${stepOf(ring)}:${clock.id}:${ring.dueAt}`)
  await appendNote(context, row, { did: 'rang', by: bySystem, content: { text: noted, clock: clock.kind } }, { quiet: true })
}
