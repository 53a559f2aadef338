import { randomInt } from 'node:crypto'
import { bookingCodeDigits } from '@doorstep/contract/rules'

/** Returns a random booking code (预约码). */
const newCode = (): string => String(randomInt(10 ** bookingCodeDigits)).padStart(bookingCodeDigits, '0')

/**
 * Calls `take` with `first`, then with new codes, until it returns something else than null, which says that another booking has the code:
 * with a few hundred of a million in use on a day, a second try is rare and a twentieth is never needed.
 */
export async function withFreeCode<T>(take: (code: string) => Promise<T | null>, first = newCode()): Promise<T> {
  for (let code = first, attempt = 0; attempt < 20; attempt += 1, code = newCode()) {
    const done = await take(code)
    if (done !== null) return done
  }
  throw new Error('No free booking code')
}
