import type { RequestRow } from '@doorstep/contract/requests/views'
import { promisedWords } from '@doorstep/contract/requests/words'
import { moment } from '../ui/format'

type Promising = Pick<RequestRow, 'next' | 'promisedAt' | 'overdue' | 'state'>

/** Returns whether the promised time is over by now, also where the answer that is shown was given before it. */
export const isOverdue = ({ state, promisedAt, overdue }: Omit<Promising, 'next'>, now: number): boolean =>
  overdue || (promisedWords[state] !== null && promisedAt !== null && Date.parse(promisedAt) < now)

/** Returns the next step of a request as it is true now: on a page that lay open while a promise went by, that it did. */
export function nextSays(r: Promising, now: number): string {
  const what = promisedWords[r.state]
  if (r.overdue || what === null || r.promisedAt === null || !isOverdue(r, now)) return r.next
  return `本应在${moment(r.promisedAt, now)} 前${what}，已经超时`
}
