import { breaker, Resting } from '../process/breaker'
import { problem, ProblemError } from '../process/problem'
import type { FileStore } from './store'

/** Most reads of a file store at a time, and most writes; further ones are refused at once instead of waiting behind a slow store. */
const mostAtOnce = 64

/**
 * Returns a store whose failures are the typed problem `unavailable`: it is not called while it is down (after five failures in a row, for
 * ten seconds), nor by more than a number of callers at a time. Reads and writes are counted apart: of a store that is full, what it has is
 * still shown.
 */
export function guardedStore(store: FileStore, { reads = breaker(), writes = breaker(), most = mostAtOnce } = {}): FileStore {
  const reading = guard(reads, most)
  const writing = guard(writes, most)
  return {
    put: (key, path, mime) => writing(() => store.put(key, path, mime)),
    open: (key) => reading(() => store.open(key)),
    remove: (key) => writing(() => store.remove(key)),
    ready: () => store.ready(),
    sweep: () => store.sweep(),
  }
}

function guard(through: ReturnType<typeof breaker>, most: number) {
  let running = 0
  return async <T>(call: () => Promise<T>): Promise<T> => {
    if (running >= most) throw problem('unavailable', { retryAfter: 2 })
    running += 1
    try {
      return await through(call)
    } catch (fault) {
      throw unavailable(fault)
    } finally {
      running -= 1
    }
  }
}

/** Returns the problem of a failure, which keeps it as its cause for the log. */
const unavailable = (fault: unknown) => new ProblemError('unavailable', { retryAfter: fault instanceof Resting ? fault.seconds : 5 }, fault)
