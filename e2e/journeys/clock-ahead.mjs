// Loaded before a program of the product: moves its clock CLOCK_AHEAD_MS ahead.
const ahead = Number(process.env.CLOCK_AHEAD_MS)

globalThis.Date = new Proxy(Date, {
  construct: (real, given, of) => Reflect.construct(real, given.length === 0 ? [real.now() + ahead] : given, of),
  apply: (real) => new real(real.now() + ahead).toString(),
  get: (real, key) => (key === 'now' ? () => real.now() + ahead : Reflect.get(real, key)),
})
