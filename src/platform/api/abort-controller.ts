/** An AbortSignal as far as TanStack Query uses one. */
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
 * WeChat's logic layer has no AbortController, and TanStack Query makes one before every read: without it each read stays
 * pending and nothing is thrown (TanStack/query#5837). config/index.ts puts this one in its place in the WeChat build.
 */
export class AbortController {
  readonly signal = new Signal()

  abort(reason?: unknown) {
    this.signal.abort(reason)
  }
}
