import type { DatedStep, RequestRow } from '@doorstep/contract/requests/views'
import { promisedWords } from '@doorstep/contract/requests/words'
import { moment } from '../ui/format'

type Promising = Pick<RequestRow, 'next' | 'promisedAt' | 'overdue' | 'state'>

/** Returns whether the promised time is over by now, also where the answer that is shown was given before it. */
export const isOverdue = ({ state, promisedAt, overdue }: Omit<Promising, 'next'>, now: number): boolean =>
  overdue || (promisedWords[state] !== null && promisedAt !== null && Date.parse(promisedAt) < now)

/** What the API says of a promise that is over. */
const isOver = '已经超时'

/**
 * Returns the next step of a request as it is true now: on a page that lay open while a promise went by, that it did. An answer from before
 * may be late already, for an acceptance that came too late, and still promise what comes next.
 */
export function nextSays({ next, state, promisedAt }: Promising, now: number): string {
  const what = promisedWords[state]
  if (what === null || promisedAt === null || Date.parse(promisedAt) >= now || next.includes(isOver)) return next
  return `本应在${moment(promisedAt, now)} 前${what}，${isOver}`
}

/** Returns what comes next and when, in words: until the visit is known not to have come, somebody may be on their way. */
export function stepSays({ kind, at, broken }: Pick<DatedStep, 'kind' | 'at' | 'broken'>, now: number): string {
  if (kind === 'until') return broken ? `说好${moment(at, now)} 有消息，还没有` : `${moment(at, now)} 前后有进展`
  if (broken) return `约好${moment(at, now)} 上门，没有做到`
  return Date.parse(at) > now ? `${moment(at, now)} 有人上门` : `约好${moment(at, now)} 上门，应该快到了`
}
