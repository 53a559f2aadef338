import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The clock of a running product: `clock-ahead.mjs` reads from a file how far it is ahead of this machine's. */
export interface MovableClock {
  /** The environment of a program that has this clock. */
  env: Record<string, string>
  now: () => Date
  /** Moves the clock; programs that run notice within a moment. */
  moveTo: (at: Date) => void
}

/** Returns a clock that shows `at` now, kept in `folder`. */
export function movableClock(folder: string, at: Date): MovableClock {
  const file = join(folder, 'clock-ahead')
  let ahead = 0
  const moveTo = (to: Date) => {
    ahead = to.getTime() - Date.now()
    // Renamed into place, so that nobody reads half a number.
    writeFileSync(`${file}.new`, String(ahead))
    renameSync(`${file}.new`, file)
  }
  moveTo(at)
  return {
    env: { CLOCK_AHEAD_FILE: file, NODE_OPTIONS: `--import=${pathToFileURL(join('e2e', 'journeys', 'clock-ahead.mjs')).href}` },
    now: () => new Date(Date.now() + ahead),
    moveTo,
  }
}
