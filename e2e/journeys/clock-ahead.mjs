// Loaded before a program of the product: moves its clock as many milliseconds ahead as the file CLOCK_AHEAD_FILE says, also while it runs.
import { readFileSync } from 'node:fs'

const read = () => Number(readFileSync(process.env.CLOCK_AHEAD_FILE, 'utf8'))
let ahead = read()
setInterval(() => {
  ahead = read()
}, 50).unref()

globalThis.Date = new Proxy(Date, {
  construct: (real, given, of) => Reflect.construct(real, given.length === 0 ? [real.now() + ahead] : given, of),
  apply: (real) => new real(real.now() + ahead).toString(),
  get: (real, key) => (key === 'now' ? () => real.now() + ahead : Reflect.get(real, key)),
})
