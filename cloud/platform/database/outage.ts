import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { outageCode } from './database'

/** Milliseconds between two questions whether the database is back. */
const askMs = 500
/** Shortest time between two lines of one kind. */
const quietMs = 10_000

interface Log {
  warn: (what: object, text: string) => void
}

export interface Outage {
  /**
   * True when the fault belongs to an outage of the database. Whoever wanted to log it need not: one line says that the database is away and
   * one that it is back, however many calls, jobs and hints failed meanwhile.
   */
  covers: (fault: unknown) => boolean
  /** Says where the lines go; until then they are dropped. */
  reportTo: (log: Log) => void
  stop: () => void
}

/** Watches whether the database answers, from the first fault that says it does not until it does again. */
export function watchOutage(pool: Pick<pg.Pool, 'query'>): Outage {
  let log: Log | null = null
  let asking = false
  let stopped = false
  const saidAt = new Map<string, number>()

  /** Writes a line unless one of its kind was written just now. */
  const say = (text: string, what: object) => {
    const now = performance.now()
    if (now - (saidAt.get(text) ?? -Infinity) < quietMs) return
    saidAt.set(text, now)
    log?.warn(what, text)
  }
  const answers = () =>
    pool.query('select 1').then(
      () => true,
      () => false,
    )

  async function ask(code: string) {
    const since = performance.now()
    if (await answers()) {
      // It answers: one connection broke, or it has no room.
      if (/^(53|58|25)/.test(code)) say('the database cannot take what is written', { code })
      else say('a database connection broke', { code })
      return
    }
    log?.warn({ code }, 'the database is away')
    while (!stopped && !(await answers())) await wait(askMs, undefined, { ref: false })
    if (!stopped) log?.warn({ seconds: Math.round((performance.now() - since) / 100) / 10 }, 'the database is back')
  }

  return {
    covers(fault) {
      const code = outageCode(fault)
      if (code === null) return false
      if (!asking && !stopped) {
        asking = true
        void ask(code).finally(() => (asking = false))
      }
      return true
    },
    reportTo: (to) => void (log = to),
    stop: () => void (stopped = true),
  }
}
