import { statesWhere } from '../machine'
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

/** What a cancellation by the booker after the cancel window is, as it is said before it happens. */
export const lateCancelMeans = '算临时取消，不计爽约，位置马上让给别人'

interface Traits {
  /** It is a booking: neither a hold that still runs nor one that was let go. */
  made: boolean
  /** It uses seats of its slot; a no-show keeps them, because the slot is over. */
  seated: boolean
  /** It is over. */
  ended: boolean
  /** The place has promised the seat, and still does or kept its promise. */
  confirmed: boolean
  /** Somebody came for it. */
  came: boolean
  /** Nobody came for it, whether that counts or not. */
  noShow: boolean
  /** It counts towards what a person may book. */
  counted: boolean
}

/** What each state means to the rules, lists and figures that ask about several: all of them derive their states from here. */
export const bookingTraits = {
  held: { made: false, seated: true, ended: false, confirmed: false, came: false, noShow: false, counted: false },
  pending: { made: true, seated: true, ended: false, confirmed: false, came: false, noShow: false, counted: true },
  booked: { made: true, seated: true, ended: false, confirmed: true, came: false, noShow: false, counted: true },
  arrived: { made: true, seated: true, ended: false, confirmed: true, came: true, noShow: false, counted: true },
  done: { made: true, seated: true, ended: true, confirmed: true, came: true, noShow: false, counted: true },
  missed: { made: true, seated: true, ended: true, confirmed: true, came: false, noShow: true, counted: true },
  excused: { made: true, seated: true, ended: true, confirmed: true, came: false, noShow: true, counted: false },
  cancelled: { made: true, seated: false, ended: true, confirmed: false, came: false, noShow: false, counted: false },
  declined: { made: true, seated: false, ended: true, confirmed: false, came: false, noShow: false, counted: false },
  released: { made: false, seated: false, ended: true, confirmed: false, came: false, noShow: false, counted: false },
} as const satisfies Record<State, Traits>

export const bookingStatesWhere = (holds: (traits: Traits, state: State) => boolean) => statesWhere<State, Traits>(bookingTraits, holds)

/** States of a booking that is still ahead; `held` is not yet a booking. */
export const openBookingStates = bookingStatesWhere(({ made, ended }) => made && !ended)

export const waitingStates = ['waiting', 'offered', 'taken', 'expired', 'left', 'closed'] as const
type WaitingState = (typeof waitingStates)[number]

/** Whether an entry of a waiting list in each state can still get a seat. */
const waitingOpen = { waiting: true, offered: true, taken: false, expired: false, left: false, closed: false } as const satisfies Record<
  WaitingState,
  boolean
>

/** States of an entry of a waiting list that can still get a seat. */
export const openWaitingStates = statesWhere<WaitingState, boolean>(waitingOpen, (open) => open)
