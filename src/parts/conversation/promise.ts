import type { GridCard } from '@doorstep/contract/grids'
import type { Conversation } from '@doorstep/contract/messages'
import { moment } from '../../ui/format'

type Clock = Pick<Conversation, 'waitingSince' | 'replyBy' | 'escalated'>
type Card = Pick<GridCard, 'onDuty' | 'member' | 'usualReply'>

export interface Promised {
  text: string
  /** Whether the promised time has passed. */
  late: boolean
}

const evening = (now: number) => Math.floor(now / 3_600_000 + 8) % 24 >= 17
const called = ['正在请代班的同事来回复您', '已请代班的同事来回复您', '已请党支部书记来回复您'] as const

/** Returns by when an answer comes, in words, for a message that waits or one not yet written. Empty while unknown. */
export function promiseOf({ waitingSince, replyBy, escalated }: Clock, card: Card | undefined, now: number): Promised {
  const duty = card?.onDuty
  const name = duty?.name ?? card?.member?.name ?? '网格团队'
  const away = duty?.state === 'off'
  const when = evening(now) ? '今晚' : '现在'
  if (waitingSince !== null && replyBy !== null) {
    const late = Date.parse(replyBy) < now
    if (late || escalated > 0) {
      const who = called[Math.min(escalated, 2)] ?? called[0]
      return { text: `${late ? '过了约定的时间，' : ''}${who}`, late }
    }
    return {
      text: away ? `${when}不在岗，${name}会在${moment(replyBy, now)} 前回复您` : `${name}会在${moment(replyBy, now)} 前回复您`,
      late,
    }
  }
  if (!duty) return { text: '', late: false }
  if (away)
    return {
      text: duty.until ? `${when}不在岗，您可以先留言，${name} ${moment(duty.until, now)} 上班就回复您` : duty.says,
      late: false,
    }
  const usual = card.usualReply ? `通常 ${card.usualReply.minutes} 分钟内回复` : duty.says
  return { text: duty.state === 'standIn' ? duty.says : usual, late: false }
}
