import { arriveMinutes } from '@doorstep/contract/bookings/machine'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { minuteMs } from '../../platform/time/calendar'
import { clipped, dayInWords, sentence, timeInWords } from '../../platform/time/words'
import type { StoredBooking } from '../core/bookings-store'

interface NextStepInput {
  row: StoredBooking
  /** What to bring; empty when nothing is. */
  bring: string
  rated: boolean
  now: Date
}

/** From when somebody may check in. */
export const arriveFrom = ({ starts_at: startsAt }: Pick<StoredBooking, 'starts_at'>): Date =>
  new Date(startsAt.getTime() - arriveMinutes * minuteMs)

/** Until when: the end, or the end of the grace where a slot is shorter. Whoever still counts as coming is let in. */
export const arriveUntil = (
  { starts_at: startsAt, ends_at: endsAt }: Pick<StoredBooking, 'starts_at' | 'ends_at'>,
  { graceMinutes }: Pick<OpeningRules, 'graceMinutes'>,
): Date => new Date(Math.max(endsAt.getTime(), startsAt.getTime() + graceMinutes * minuteMs))

/** The next step in words, to whoever booked: `明天 9:00 前到场签到;请准备:身份证`. */
export function nextOf({ row, bring, rated, now }: NextStepInput): string {
  switch (row.state) {
    case 'held':
      return heldNext(row, now)
    case 'pending':
      return row.approve_by === null ? '等工作人员确认' : `等工作人员确认，最晚${timeInWords(row.approve_by, now)} 答复您`
    case 'booked':
      return row.way === 'home' ? homeNext(row, now) : comeNext(row, bring, now)
    case 'arrived':
      return row.way === 'home' ? '服务人员已经上门' : '已签到，请等叫号'
    case 'done':
      return row.rate_by !== null && row.rate_by > now && !rated
        ? `请您${dayInWords(row.rate_by, now)}前评价，不满意会有人答复您`
        : '服务已经完成'
    case 'missed':
      if (row.appeal_answer !== null) return '说明的情况没有认可，请看答复'
      return row.appeal_text !== null ? '说明的情况等工作人员答复' : '没有签到；有特殊情况可以说明'
    case 'excused':
      return '说明的情况已认可，不计爽约'
    case 'cancelled':
      return row.reason === null ? '您已取消' : `服务点取消了：${clipped(row.reason, 40)}`
    case 'declined':
      return row.reason === null ? '没有约上，可以换个时间' : `${sentence(clipped(row.reason, 40))}可以换个时间`
    case 'released':
      return '位置已经让出'
  }
}

function heldNext({ held_until: until, waiting_id: waiting }: StoredBooking, now: Date): string {
  if (until === null || until <= now) return '时间到了，位置已经让出'
  return `${waiting === null ? '' : '候补到位置了，'}请在${timeInWords(until, now)} 前确认`
}

const homeNext = ({ starts_at: from, ends_at: to, helper_code: helper }: StoredBooking, now: Date) =>
  `${timeInWords(from, now)}–${timeInWords(to, now).split(' ').at(-1) ?? ''} ${helper === null ? '上门，人员安排好会告诉您' : '上门，请留人在家'}`

function comeNext(row: StoredBooking, bring: string, now: Date): string {
  if (now >= row.starts_at) return '时间已经到了，请尽快到场签到'
  if (now >= arriveFrom(row)) return `现在可以签到，${timeInWords(row.starts_at, now)} 开始`
  return `${timeInWords(row.starts_at, now)} 前到场签到${bring === '' ? '' : `；请准备：${clipped(bring, 20)}`}`
}
