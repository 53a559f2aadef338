/** Thrown instead of calling a service that failed several times in a row and now rests. */
export class Resting extends Error {
  override readonly name = 'Resting'

  constructor(
    /** Seconds until it is tried again. */
    readonly seconds: number,
  ) {
    super('The service failed several times in a row and is not called for a while')
  }
}

interface BreakerOptions {
  /** Failures in a row after which the service rests. */
  failures?: number
  /** Milliseconds it rests; then one call tries it, and the others wait for its success. */
  restMs?: number
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
}

type Breaker = <T>(call: () => Promise<T>) => Promise<T>

/** Returns a circuit breaker: it passes calls on, and refuses them at once (`Resting`) while the service behind them is down. */
export function breaker(options: BreakerOptions = {}): Breaker {
  const { failures = 5, restMs = 10_000, now = () => performance.now() } = options
  let inARow = 0
  let restsUntil = 0
  return async (call) => {
    if (inARow >= failures) {
      const left = restsUntil - now()
      if (left > 0) throw new Resting(left / 1000)
      // This call tries the service; until it ends the others are refused.
      restsUntil = now() + restMs
    }
    try {
      const done = await call()
      inARow = 0
      return done
    } catch (fault) {
      inARow += 1
      if (inARow >= failures) restsUntil = now() + restMs
      throw fault
    }
  }
}
