import type { GridCard } from '@doorstep/contract/grids'
import type { Conversation } from '@doorstep/contract/messages'
import { promisedReply } from '@doorstep/contract/reply-promise'
import { moment } from '../../ui/format'

type Clock = Pick<Conversation, 'waitingSince' | 'replyBy' | 'escalated' | 'acknowledgedAt'>
type Card = Pick<GridCard, 'onDuty' | 'member' | 'usualReply' | 'dutyAhead'>

/** The clock of a conversation in which nothing waits for an answer. */
export const nothingWaits: Clock = { waitingSince: null, replyBy: null, escalated: 0 }

export interface Promised {
  text: string
  /** Whether the promised time has passed. */
  late: boolean
}

const evening = (now: number) => Math.floor(now / 3_600_000 + 8) % 24 >= 17
const called = ['正在请代班的同事来回复您', '已请代班的同事来回复您', '已请党支部书记来回复您'] as const

/** Whether nobody is on duty: by the hours the card names, which hold while a page stays open, else as it said when it was read. */
function isAway({ onDuty, dutyAhead }: Card, now: number): boolean {
  const last = dutyAhead?.at(-1)
  if (!dutyAhead || !last || Date.parse(last.to) <= now) return onDuty?.state === 'off'
  // The hours of somebody on duty begin when the card was read, which is ahead of a page's minute.
  if (onDuty && onDuty.state !== 'off' && now < Date.parse(dutyAhead[0]?.from ?? '')) return false
  return !dutyAhead.some(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to))
}

/**
 * Returns by when an answer comes, in words, for a message that waits or one not yet written: before and after sending the same time, by
 * the hours of duty. Empty while unknown.
 */
export function promiseOf(
  { waitingSince, replyBy, escalated, acknowledgedAt = null }: Clock,
  card: Card | undefined,
  now: number,
): Promised {
  const duty = card?.onDuty
  const name = duty?.name ?? card?.member?.name ?? '网格团队'
  const away = card !== undefined && isAway(card, now)
  const when = evening(now) ? '今晚' : '现在'
  if (waitingSince !== null && replyBy !== null) {
    const late = Date.parse(replyBy) < now
    if (late || escalated > 0) {
      const who = called[Math.min(escalated, 2)] ?? called[0]
      return { text: `${late ? '过了约定的时间，' : ''}${who}`, late }
    }
    const said = acknowledgedAt !== null ? '已看到，' : away ? `${when}不在岗，` : ''
    return { text: `${said}${name}会在${moment(replyBy, now)} 前回复您`, late }
  }
  if (!duty) return { text: '', late: false }
  const by = promisedReply(now, card.dutyAhead ?? [])
  const answers = by === undefined ? '上班就回复您' : `会在${moment(by, now)} 前回复您`
  if (away) {
    if (by === undefined && duty.until === null) return { text: duty.says, late: false }
    return { text: `${when}不在岗，您可以先留言，${name}${answers}`, late: false }
  }
  if (by === undefined) return { text: duty.says, late: false }
  const standsIn = duty.state === 'standIn' ? `${duty.says}，` : ''
  return { text: `${standsIn}现在发，${name}${answers}`, late: false }
}
