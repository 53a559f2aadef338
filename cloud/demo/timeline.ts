import { addDays, dayOf, instantOf, minuteMs, type Day } from '../platform/time/calendar'
import type { Clock } from '../platform/process/clock'

/** Ends an episode whose next act lies beyond the end of the demo's time. */
class Over extends Error {}

interface Waiting {
  at: number
  order: number
  goOn: () => void
  end: () => void
}

export interface Episode {
  /** What it is about, for the report of a fault. */
  name: string
  live: () => Promise<void>
}

/** Returns the episodes of lives by their names. */
export const asEpisodes = (lives: Readonly<Record<string, () => Promise<void>>>): Episode[] =>
  Object.entries(lives).map(([name, live]) => ({ name, live }))

/**
 * The time of the demo's life. Episodes run one after another as ordinary functions and wait for their moments with `at`; the clock stands
 * still while they act, and moves only forward, from moment to moment, stopping at whatever `duties` names on the way.
 */
export interface Timeline {
  clock: Clock
  /** The day on which the life ends: today. */
  today: Day
  end: Date
  /** Waits for an instant; one that is over already is now. */
  at: (instant: Date) => Promise<void>
  /** Waits for a time on a day counted back from today. */
  on: (daysAgo: number, time: string) => Promise<void>
  /** Waits for so many minutes before the end. */
  before: (minutes: number) => Promise<void>
  /** Waits for so many minutes from now. */
  after: (minutes: number) => Promise<void>
  /** Waits for so many minutes from now, and on until people work: not before 8:40 nor after 18:00. */
  inWork: (minutes: number) => Promise<void>
  /** Waits for so many minutes from now, and on until people are awake: not before 7:00 nor after 22:00. */
  awake: (minutes: number) => Promise<void>
  /** Adds an episode that begins now. */
  begin: (episode: Episode) => void
  /** Lives all episodes, those added meanwhile too; returns what failed in words. */
  live: () => Promise<string[]>
}

interface Options {
  start: Date
  end: Date
  /** Returns the next instant at which something is to be done by itself; null for none. */
  nextDuty: () => Promise<Date | null>
  /** Does what is due now. */
  doDuties: () => Promise<unknown>
  /** Hears of the progress, with the share of the time that is over. */
  moved?: (now: Date) => void
}

/** Milliseconds within which duties are done together. */
const together = 3 * minuteMs

const work = { from: '08:40', until: '18:00' }
const day = { from: '07:00', until: '22:00' }

export function timeline({ start, end, nextDuty, doDuties, moved }: Options): Timeline {
  let now = start.getTime()
  /** When duties were done last. */
  let done = -Infinity
  let acting = 0
  let order = 0
  let resting: (() => void) | null = null
  const waiting: Waiting[] = []
  const failed: string[] = []
  const rested = () => {
    if (acting === 0) resting?.()
  }
  const allAtRest = () =>
    new Promise<void>((resolve) => {
      resting = resolve
      rested()
    })

  const at = (instant: Date) =>
    new Promise<void>((resolve, reject) => {
      const when = Math.max(instant.getTime(), now)
      const again = (then: () => void) => () => {
        acting += 1
        then()
      }
      waiting.push({ at: when, order: (order += 1), goOn: again(resolve), end: again(() => reject(new Over())) })
      acting -= 1
      rested()
    })
  const begin = ({ name, live }: Episode) => {
    acting += 1
    void live()
      .catch((fault: unknown) => {
        if (!(fault instanceof Over)) failed.push(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`)
      })
      .finally(() => {
        acting -= 1
        rested()
      })
  }

  /** Moves the clock, and stops at each duty on the way; duties that follow each other within minutes are done together. */
  async function moveTo(target: number) {
    while (now < target) {
      if (target - done > together) {
        await doDuties()
        done = now
      }
      const duty = (await nextDuty())?.getTime() ?? Infinity
      now = Math.min(target, Math.max(now + together, duty))
      moved?.(new Date(now))
    }
  }
  const takeNext = () => {
    const first = waiting.reduce<Waiting | null>(
      (best, one) => (best === null || one.at < best.at || (one.at === best.at && one.order < best.order) ? one : best),
      null,
    )
    if (first !== null) waiting.splice(waiting.indexOf(first), 1)
    return first
  }

  const today = dayOf(end)
  const within = ({ from, until }: typeof work, instant: Date) => {
    const on = dayOf(instant)
    if (instant < instantOf(on, from)) return new Date(instantOf(on, from).getTime() + (order % 40) * minuteMs)
    if (instant > instantOf(on, until)) return new Date(instantOf(addDays(on, 1), from).getTime() + (order % 40) * minuteMs)
    return instant
  }
  const later = (minutes: number) => new Date(now + minutes * minuteMs)
  return {
    clock: { now: () => new Date(now) },
    today,
    end,
    at,
    on: (daysAgo, time) => at(instantOf(addDays(today, -daysAgo), time)),
    before: (minutes) => at(new Date(end.getTime() - minutes * minuteMs)),
    after: (minutes) => at(later(minutes)),
    inWork: (minutes) => at(within(work, later(minutes))),
    awake: (minutes) => at(within(day, later(minutes))),
    begin,
    async live() {
      await allAtRest()
      for (let next = takeNext(); next !== null; next = takeNext()) {
        if (next.at > end.getTime()) next.end()
        else {
          await moveTo(next.at)
          next.goOn()
        }
        await allAtRest()
      }
      await moveTo(end.getTime())
      await doDuties()
      return failed
    },
  }
}
