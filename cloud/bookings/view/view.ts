import type { BookingAction } from '@doorstep/contract/bookings/machine'
import type { BookingDetail, BookingRow, BookingEvent } from '@doorstep/contract/bookings/views'
import { bookingStateWords } from '@doorstep/contract/bookings/words'
import { timeOfDay } from '@doorstep/contract/time-words'
import { markTargetRead } from '../../notifications/api'
import type { Acting, RuleContext } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { clipped, dayMark, sentence, timeMark } from '../../platform/time/words'
import { venueRow, type ServiceAndVenue } from '../../services/api'
import { bookingWithParts, partsOfBooking, type BookingParts, type StoredEvent } from '../core/booking-parts-store'
import { ratedOf, serviceTakeBackUntil } from '../core/booking-ratings-store'
import { isOwn, type ListedBooking, type StoredBooking } from '../core/bookings-store'
import { bookingRunner, bookingSubject } from '../core/guards'
import { loadedBookings, type LoadedBooking } from '../core/loaded-booking'
import { helperOf } from '../core/managers'
import { arriveFrom, arriveUntil, cancelUntil, nextTurn } from '../core/moments'
import { addressOf, whoOf } from '../core/person'
import { missedSays } from '../no-shows/no-show'
import { icsUrl } from './calendar-file'

/**
 * Returns the list rows of bookings, in their order; which of them are rated is read once for all, where `rated` does not say so. Only the
 * booker reads it: for staff the rating would be tied to a name.
 */
export async function bookingRows(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  bookings: readonly (ServiceAndVenue & { row: ListedBooking })[],
  { reader = 'booker', rated }: { reader?: 'booker' | 'counter'; rated?: ReadonlySet<string> } = {},
): Promise<BookingRow[]> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const done = bookings.filter(({ row }) => row.state === 'done' && reader === 'booker').map(({ row }) => row.id)
  const ratings = rated ?? (await ratedOf(tx, districtId, done))
  return bookings.map(({ row, service, venue }) => ({
    id: row.id,
    state: row.state,
    serviceCode: row.service_code,
    serviceName: row.service_name,
    group: row.group_code,
    way: row.way,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    place: row.way === 'home' ? '上门' : venue.name,
    seats: row.seats,
    forName: whoOf(context, row)?.name ?? null,
    asOrganisation: row.organisation_id !== null,
    next: nextOf({ row, bring: service.bring, rated: reader === 'counter' || ratings.has(row.id), now }),
    heldUntil: row.state === 'held' ? (row.held_until?.toISOString() ?? null) : null,
  }))
}

/** Returns one of the caller's bookings. Throws `notFound` for another person's. */
export async function readBooking(acting: Acting, id: string): Promise<BookingDetail> {
  const found = await bookingWithParts(acting.tx, acting.districtId, id)
  const [booking] = found === null ? [] : await loadedBookings(acting, [found.row])
  if (found === null || booking === undefined) throw problem('notFound')
  return bookingDetail(acting, booking, found.parts)
}

/** Returns the whole view of a booking for its booker; its parts are read where they are not given. Throws `notFound` for anybody else. */
export async function bookingDetail(acting: Acting, booking: LoadedBooking, read?: BookingParts): Promise<BookingDetail> {
  const { tx, districtId, actor } = acting
  const { row, service, venue } = booking
  if (!isOwn(row, actor)) throw problem('notFound')
  const parts = read ?? (await partsOfBooking(tx, districtId, row.id))
  const [shown] = await bookingRows(acting, [booking], { rated: new Set(parts.rating === null ? [] : [row.id]) })
  if (shown === undefined) throw problem('notFound')
  const changeable = row.state === 'held' || bookingRunner.rule('cancel').from.includes(row.state)
  return {
    ...shown,
    slotId: row.slot_id,
    code: row.code,
    venue: venueRow(venue),
    providerName: service.providerName,
    phone: service.phone === '' ? venue.phone : service.phone,
    bring: service.bring,
    note: row.note,
    address: addressOf(acting, row),
    helper: row.helper_code === null ? null : await helperOf(tx, districtId, row.helper_code),
    reason: row.reason,
    cancelUntil: changeable ? cancelUntil(row, service.rules).toISOString() : null,
    arriveFrom: arriveFrom(row).toISOString(),
    arriveUntil: arriveUntil(row, service.rules).toISOString(),
    approveBy: row.state === 'pending' ? (row.approve_by?.toISOString() ?? null) : null,
    sequence: row.sequence,
    icsUrl: icsUrl(acting, row),
    missedSays: missedSays(row, parts.ban?.until_at ?? null),
    appeal: row.appeal_text === null ? null : { text: row.appeal_text, answer: row.appeal_answer },
    rating: parts.rating && ratingView(parts.rating, row, acting.clock.now()),
    rateBy: row.rate_by?.toISOString() ?? null,
    ticketId: parts.ticket?.id ?? null,
    events: eventViews(parts.events, 'booker'),
    as: ['booker'],
    actions: await bookingRunner.actionsFor(bookingSubject(acting, row, { as: ['booker'], where: booking })),
    actionsUntil: nextTurn(booking, acting.clock.now())?.toISOString() ?? null,
  }
}

/** Returns the booker's own rating, with how long they may add to it or take it back. */
function ratingView(
  { at, ...rating }: NonNullable<BookingParts['rating']>,
  { rate_by: until }: StoredBooking,
  now: Date,
): BookingDetail['rating'] {
  const whole = rating.reasons.length > 0 && rating.text !== ''
  const open = rating.answer === null && until !== null && now <= until && !whole
  const takeBack = serviceTakeBackUntil({ at, answer: rating.answer })
  return {
    ...rating,
    addUntil: open ? until.toISOString() : null,
    takeBackUntil: takeBack !== null && now <= takeBack ? takeBack.toISOString() : null,
  }
}

interface NextStepInput {
  row: ListedBooking
  /** What to bring; empty when nothing is needed. */
  bring: string
  rated: boolean
  now: Date
}

/** Returns the booker's next step in words: `明天 9:00 开始，请提前到场签到；请准备：身份证`. */
function nextOf({ row, bring, rated, now }: NextStepInput): string {
  switch (row.state) {
    case 'held':
      return heldNext(row, now)
    case 'pending':
      return row.approve_by === null ? '等工作人员确认' : `等工作人员确认，最晚${timeMark(row.approve_by)} 答复您`
    case 'booked':
      return row.way === 'home' ? homeNext(row) : comeNext(row, bring, now)
    case 'arrived':
      return row.way === 'home' ? '服务人员已经上门' : '已签到，请等叫号'
    case 'done':
      return row.rate_by !== null && row.rate_by > now && !rated ? `请您${dayMark(row.rate_by)}前评价，不满意会有人答复您` : '服务已经完成'
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

function heldNext({ held_until: until, waiting_id: waiting }: ListedBooking, now: Date): string {
  if (until === null || until <= now) return '时间到了，位置已经让出'
  return `${waiting === null ? '' : '候补到位置了，'}请在${timeMark(until)} 前确认`
}

const homeNext = ({ starts_at: from, ends_at: to, helper_code: helper }: ListedBooking) =>
  `${timeMark(from)}–${timeOfDay(to)} ${helper === null ? '上门，人员安排好会告诉您' : '上门，请留人在家'}`

function comeNext(row: ListedBooking, bring: string, now: Date): string {
  if (now >= row.starts_at) return '时间已经到了，请尽快到场签到'
  if (now >= arriveFrom(row)) return `现在可以签到，${timeMark(row.starts_at)} 开始`
  return `${timeMark(row.starts_at)} 开始，请提前到场签到${bring === '' ? '' : `；请准备：${clipped(bring, 20)}`}`
}

/** The title of each event. `hold`, `offer` and `book` begin a booking; the others are transitions. */
const titles: Record<BookingAction | 'hold' | 'offer' | 'book', string> = {
  hold: '占了位置',
  offer: '候补到位置',
  book: '工作人员代约',
  place: '服务点换了地方',
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
  takeBack: '那时停办，不计爽约',
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

/** Returns a booking's events for one side; staff see which of them acted, the booker only that it was the venue. */
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

/** Returns a booking that was just made, as its booker sees it; marks the offer that it was made of as read. */
export async function viewBooked(acting: Acting, booking: LoadedBooking): Promise<BookingDetail> {
  const { waiting_id: waitingId } = booking.row
  if (waitingId !== null) await markTargetRead(acting, { kind: 'waiting', id: waitingId })
  return bookingDetail(acting, booking)
}

/** Returns the booking as its booker sees it after their action; marks earlier notifications about it as read. */
export async function viewAfter(acting: Acting, booking: LoadedBooking): Promise<BookingDetail> {
  const { row } = booking
  await markTargetRead(acting, { kind: 'booking', id: row.id })
  if (row.waiting_id !== null) await markTargetRead(acting, { kind: 'waiting', id: row.waiting_id })
  return bookingDetail(acting, booking)
}
