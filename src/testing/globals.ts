/** What config/index.ts compiles in, for unit tests. */
Object.assign(globalThis, { API_BASE: '', DISTRICT: '990101', APP_VERSION: '0.0.0-test', PREVIEW: false })
Object.assign(globalThis, { definePageConfig: <T>(config: T) => config, defineAppConfig: <T>(config: T) => config })

/** Tests begin on a working Monday morning, as the cloud's do, and the clock runs on from there. */
const ahead = Date.parse('2026-11-23T09:00:00+08:00') - Date.now()
globalThis.Date = new Proxy(Date, {
  construct: (real, given, of: DateConstructor) => Reflect.construct(real, given.length === 0 ? [real.now() + ahead] : given, of) as Date,
  get: (real, key) => (key === 'now' ? () => real.now() + ahead : (Reflect.get(real, key) as unknown)),
})
