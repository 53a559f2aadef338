import type { BookingRow, WaitingRow } from '@doorstep/contract/bookings/views'
import type { TicketView } from '@doorstep/contract/queue/views'
import { ticketStateNames } from '@doorstep/contract/queue/words'
import { arriveMinutes } from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { ticketStatus } from '../../../parts/booking/ticket-row'
import { moment, span } from '../../../ui/format'
import { oneLine, type News } from './news'

/** Returns what is new of a queue number: it comes first, because it goes on now. */
export function ofTicket(ticket: TicketView): News {
  const { id, number, state, serviceName, estimate } = ticket
  const row = { id, at: '', icon: 'people', to: { page: 'queue/ticket', params: { id } } } as const
  const line = oneLine(number, serviceName, state === 'waiting' && estimate.says)
  const status = ticketStatus(ticket)
  if (state === 'called') return { ...row, turn: 'ends', title: status, line, end: { chip: ticketStateNames.called, tone: 'danger' } }
  if (state === 'passed') return { ...row, turn: 'hers', title: '叫过您的号，没到', line: oneLine(number, ticket.says) }
  return { ...row, turn: 'goesOn', title: status === '' ? ticketStateNames[state] : status, line }
}

/** Returns what is new of a booking that is ahead, or of a place held while its form is filled. */
export function ofBooking(booking: BookingRow, now: number): News {
  const { id, state, startsAt, endsAt, place, way, heldUntil } = booking
  const what = bookingTitle(booking)
  if (state === 'held') {
    const until = heldUntil ?? startsAt
    const to = { page: 'services/detail', params: { holdId: id } } as const
    const line = oneLine(`${span(startsAt, endsAt, now)} ${what}`, '还没约好')
    return { id, turn: 'ends', at: until, icon: 'clock', title: '位置给您留着', line, end: { until }, to }
  }
  const row = { id, at: startsAt, icon: 'calendar', to: { page: 'bookings/detail', params: { id } } } as const
  const home = way === 'home'
  if (state === 'pending') return { ...row, turn: 'goesOn', title: '等工作人员确认', line: `${span(startsAt, endsAt, now)} ${what}` }
  if (state === 'arrived')
    return { ...row, turn: 'goesOn', title: home ? '服务人员已经上门' : '已签到，请等叫号', line: oneLine(what, place) }
  const starts = Date.parse(startsAt)
  if (home) return { ...row, turn: 'goesOn', title: `${moment(startsAt, now)} 上门`, line: oneLine(what, '请留人在家') }
  if (starts <= now) return { ...row, turn: 'hers', title: '时间到了，请到场签到', line: oneLine(what, place) }
  if (starts - arriveMinutes * minuteMs <= now) {
    return { ...row, turn: 'hers', title: `现在可以签到，${moment(startsAt, now)} 开始`, line: oneLine(what, place) }
  }
  return { ...row, turn: 'goesOn', title: `${moment(startsAt, now)} ${what}`, line: place }
}

/** Returns what is new of an entry of a waiting list. */
export function ofWaiting(
  { id, state, holdId, offerUntil, forOther, position, serviceName, startsAt, endsAt }: WaitingRow,
  now: number,
): News {
  const what = `${span(startsAt, endsAt, now)} ${serviceName}`
  if (state === 'offered' && holdId !== null && offerUntil !== null) {
    const title = forOther ? '给别人等的有位置了' : '候补有位置了'
    const to = { page: 'services/detail', params: { holdId, whose: forOther ? 'other' : 'me' } } as const
    return { id, turn: 'ends', at: offerUntil, icon: 'clock', title, line: oneLine(what, '请确认'), end: { until: offerUntil }, to }
  }
  const title = `${forOther ? '给别人候补' : '候补'}，排在第 ${position} 位`
  return { id, turn: 'goesOn', at: startsAt, icon: 'clock', title, line: what, to: { page: 'bookings/list' } }
}
