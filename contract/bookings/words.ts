import { ruleWords } from '../rule-words'
import { bookingCodeDigits } from '../rules'

/** Matches a booking code (预约码). */
export const bookingCodePattern = new RegExp(`^\\d{${bookingCodeDigits}}$`)

export const bookingStates = [
  'held',
  'pending',
  'booked',
  'arrived',
  'done',
  'missed',
  'excused',
  'cancelled',
  'declined',
  'released',
] as const
type State = (typeof bookingStates)[number]

/** The name of each state, its meaning for the booker, and its colour (always shown with the name). */
export const bookingStateWords = {
  held: { name: '占位中', means: ruleWords.holdRuns, tone: 'warning' },
  pending: { name: '待确认', means: '已经提交，等工作人员确认', tone: 'info' },
  booked: { name: '已约好', means: '到时候按时来就行', tone: 'info' },
  arrived: { name: '已到场', means: '已经签到，请等叫号', tone: 'info' },
  done: { name: '已完成', means: '服务已经完成', tone: 'done' },
  missed: { name: '没有到', means: '过了时间没有签到', tone: 'warning' },
  excused: { name: '没有到（不计）', means: '说明的情况已认可，不计爽约', tone: 'plain' },
  cancelled: { name: '已取消', means: '这次预约已取消', tone: 'plain' },
  declined: { name: '未通过', means: '这次没有约上，请看原因', tone: 'warning' },
  released: { name: '已放开', means: '位置已经让出', tone: 'plain' },
} as const satisfies Record<State, { name: string; means: string; tone: 'info' | 'warning' | 'done' | 'danger' | 'plain' }>

/** States of a booking that is still ahead; `held` is not yet a booking. */
export const openBookingStates = ['pending', 'booked', 'arrived'] as const satisfies State[]

export const waitingStates = ['waiting', 'offered', 'taken', 'expired', 'left', 'closed'] as const
