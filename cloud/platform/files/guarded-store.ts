import { breaker, Resting } from '../process/breaker'
import { problem, ProblemError } from '../process/problem'
import type { FileStore } from './store'

/** Most calls of a file store at a time; further ones are refused at once instead of waiting behind a slow store. */
const mostAtOnce = 64

/**
 * Returns a store whose failures are the typed problem `unavailable`: it is not called while it is down (after five failures in a row, for
 * ten seconds), nor by more than a number of callers at a time.
 */
export function guardedStore(store: FileStore, through = breaker(), most = mostAtOnce): FileStore {
  let running = 0
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
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
  return {
    put: (key, path, mime) => guarded(() => store.put(key, path, mime)),
    open: (key) => guarded(() => store.open(key)),
    remove: (key) => guarded(() => store.remove(key)),
    ready: () => store.ready(),
  }
}

/** Returns the problem of a failure, which keeps it as its cause for the log. */
const unavailable = (fault: unknown) => new ProblemError('unavailable', { retryAfter: fault instanceof Resting ? fault.seconds : 5 }, fault)
