declare global {
  var testClock: {
    /** Moves the clock on. Timers do not run: what shows the time updates when its page is shown again. */
    pass: (seconds: number) => void
    reset: () => void
  }
}

/** The globals config/index.ts defines at build time, for unit tests. */
Object.assign(globalThis, { API_BASE: '', DISTRICT: '990101', APP_VERSION: '0.0.0-test', PREVIEW: false })
Object.assign(globalThis, { definePageConfig: <T>(config: T) => config, defineAppConfig: <T>(config: T) => config })

/**
 * Fixes the clock at a working Monday morning, as in the cloud's tests, until a test moves it (`testClock.pass`), so that a slow machine
 * changes no text on the screen.
 */
const morning = Date.parse('2026-11-23T09:00:00+08:00')
let now = morning
globalThis.Date = new Proxy(Date, {
  construct: (real, given, of: DateConstructor) => Reflect.construct(real, given.length === 0 ? [now] : given, of) as Date,
  get: (real, key) => (key === 'now' ? () => now : (Reflect.get(real, key) as unknown)),
})
globalThis.testClock = { pass: (seconds) => void (now += seconds * 1000), reset: () => void (now = morning) }

export {}
