import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { BookingAction } from '@doorstep/contract/bookings/machine'
import type { BookingEvent } from '@doorstep/contract/bookings/views'
import type { eventsOf } from '../core/bookings-store'

type StoredEvent = Awaited<ReturnType<typeof eventsOf>>[number]

/** What happened, in words. `hold`, `offer` and `book` begin a booking; the others are steps of the machine. */
const titles: Record<BookingAction | 'hold' | 'offer' | 'book', string> = {
  hold: '占了位置',
  offer: '候补到位置',
  book: '工作人员代约',
  confirm: '预约成功',
  ask: '提交了预约',
  release: '位置让出',
  approve: '预约已确认',
  decline: '预约没有通过',
  cancel: '取消了预约',
  callOff: '服务点取消了预约',
  move: '改了时间',
  assign: '安排了上门人员',
  checkIn: '签到',
  giveBack: '退了号，预约取消',
  arriveLate: '补签到',
  finish: '服务完成',
  miss: '没有签到',
  appeal: '说明了情况',
  excuse: '情况已认可，不计爽约',
  keep: '情况没有认可',
  called: '打电话告诉了',
}
const isTitled = (did: string): did is keyof typeof titles => did in titles

const parties = {
  booker: { booker: '您', counter: '服务点', system: '系统' },
  counter: { booker: '预约人', counter: '服务点', system: '系统' },
} as const

/** A booking's events as one side reads them; staff see who of them it was, the booker only that it was the place. */
export const eventViews = (
  events: readonly StoredEvent[],
  side: keyof typeof parties,
  staffNames: ReadonlyMap<string, string> = new Map(),
): BookingEvent[] =>
  events.map(({ seq, did, at, by_party: party, by_staff: staff, text }) => ({
    seq,
    did,
    by: (side === 'counter' && staff !== null && staffNames.get(staff)) || parties[side][partyOf(party)],
    at: at.toISOString(),
    title: isTitled(did) ? titles[did] : bookingStateWords.booked.name,
    text,
  }))

const partyOf = (party: string): keyof (typeof parties)['booker'] => (party === 'booker' || party === 'counter' ? party : 'system')
