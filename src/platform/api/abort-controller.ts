/** The part of an AbortSignal that TanStack Query uses. */
class Signal {
  aborted = false
  reason: unknown
  private readonly listeners = new Set<() => void>()

  addEventListener(_type: 'abort', listener: () => void) {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void) {
    this.listeners.delete(listener)
  }

  abort(reason: unknown) {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.listeners.forEach((listener) => listener())
    this.listeners.clear()
  }
}

/**
 * Replaces AbortController in the WeChat build, by config/index.ts. WeChat's logic layer has none, and TanStack Query makes one before
 * every read: without it each read stays pending and nothing is thrown (TanStack/query#5837).
 */
export class AbortController {
  readonly signal = new Signal()

  abort(reason?: unknown) {
    this.signal.abort(reason)
  }
}
