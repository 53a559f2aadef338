import type { BookingAction, BookingParty } from '@doorstep/contract/bookings/machine'
import { notify, type Notification } from '../../notifications/api'
import type { RuleContext } from '../../platform/context/call'
import { clipped, dateAndTime, sentence, timeMark } from '../../platform/time/words'
import { accountsOf } from '../../platform/database/organisation-contacts'
import { updateBooking, type StoredBooking } from './bookings-store'

type Said = Pick<Notification, 'title' | 'text'>

/** Summarizes a booking: `血压测量 明天 9:00`. */
export const bookingSummary = ({ service_name: name, starts_at: startsAt }: StoredBooking) => `${name} ${timeMark(startsAt)}`

/** Returns whom a booking belongs to: its booker, or the contacts of the organisation that booked it; nobody where it was made at the counter. */
export async function bookerAccounts(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  { account_id: account, organisation_id: organisation }: Pick<StoredBooking, 'account_id' | 'organisation_id'>,
): Promise<string[]> {
  if (organisation !== null) return accountsOf(tx, districtId, organisation)
  return account === null ? [] : [account]
}

/** Notifies the booker about a booking, once per `about`, every contact of an organisation. One made at the counter has nobody to notify. */
export async function notifyBooker(context: RuleContext, row: StoredBooking, said: Said, about: string): Promise<void> {
  const accountIds = await bookerAccounts(context, row)
  if (accountIds.length === 0) return
  const { tx, districtId, clock } = context
  await notify(tx, {
    districtId,
    to: { accountIds },
    kind: 'booking',
    ...said,
    target: { kind: 'booking', id: row.id },
    key: `booking:${row.id}:${about}`,
    at: clock.now(),
  })
}

/**
 * Notifies the booker of a change of place or time. For a booking made at the counter, or of an organisation without a contact, the text is stored on the
 * booking until staff have phoned (`called`) and replaces an earlier text not yet phoned. Returns the updated booking; the caller has
 * locked it.
 */
export async function notifyOrPhone(
  context: RuleContext,
  row: StoredBooking,
  { about, phoneText, ...said }: Said & { about: string; phoneText: string },
): Promise<StoredBooking> {
  if ((await bookerAccounts(context, row)).length === 0)
    return updateBooking(context.tx, context.districtId, row.id, { to_call: phoneText })
  await notifyBooker(context, row, said, about)
  return row
}

/** Notifies staff about a booking, once per `about`. */
export async function notifyStaff(
  { tx, districtId, clock }: RuleContext,
  row: StoredBooking,
  staffCodes: readonly string[],
  said: Said,
  about: string,
): Promise<void> {
  const target = { kind: 'staffBooking' as const, id: row.id }
  await notify(tx, { districtId, to: { staffCodes }, kind: 'task', ...said, target, key: `booking:${row.id}:${about}`, at: clock.now() })
}

export interface CompletedTransition {
  action: BookingAction
  party: BookingParty
  text: string
  before: StoredBooking
  after: StoredBooking
}
interface NotificationInput extends CompletedTransition {
  now: Date
  summary: string
}

/** The booker's notification for each transition that is not their own; null: none, or one sent by the caller, who knows more. */
const toBooker: Record<BookingAction, ((input: NotificationInput) => Said) | null> = {
  confirm: null,
  ask: null,
  release: null,
  decline: null,
  cancel: null,
  callOff: null,
  giveBack: null,
  miss: null,
  takeBack: null,
  appeal: null,
  called: null,
  place: null,
  approve: ({ summary: line, after }) => ({
    title: '预约已确认',
    text: after.way === 'home' ? `${line} 上门，请留人在家，谁去定下后会告诉您` : `${line}，到时候按时来就行`,
  }),
  move: ({ before, after, text }) => ({
    title: '预约改了时间',
    text: `${before.service_name}：从${timeMark(before.starts_at)} 改到${timeMark(after.starts_at)}。${text === '' ? '' : sentence(text)}`,
  }),
  assign: ({ summary: line }) => ({ title: '上门人员已安排', text: `${line}，点开看是谁、怎样联系` }),
  checkIn: ({ summary: line }) => ({ title: '已为您签到', text: `${line}，请等叫号` }),
  arriveLate: ({ summary: line }) => ({ title: '已为您补签到', text: `${line}，这次不计爽约` }),
  finish: ({ summary: line }) => ({ title: '服务已完成，请您评价', text: `${line}。不满意会有人答复您` }),
  excuse: ({ summary: line }) => ({ title: '说明的情况已认可', text: `${line}，这次不计爽约` }),
  keep: ({ summary: line, text }) => ({ title: '说明的情况没有认可', text: `${line}：${sentence(text)}` }),
}

/**
 * Returns the text to read out for a new time; it may be read out days later, so it has absolute dates, never `明天`. Where an earlier change
 * was not phoned yet, the booker does not know the time it is moved from.
 */
function movedPhoneText({ before, after, now, text }: NotificationInput): string {
  const why = text === '' ? '' : sentence(text)
  const to = dateAndTime(after.starts_at, now)
  if (before.to_call === null) return `您约的${after.service_name}从 ${dateAndTime(before.starts_at, now)} 改到 ${to}。${why}`
  const where = after.way === 'home' || after.said_address === null ? '' : `，地点是${after.said_address}`
  return `您约的${after.service_name}改到 ${to}${where}，以这次说的为准。${why}`
}

/**
 * Notifies the booker of a transition, unless it was their own, and returns the updated booking. No-shows are notified by `no-show.ts`,
 * cancellations by the venue by the caller that knows other times.
 */
export async function notifyTransition(context: RuleContext, completed: CompletedTransition): Promise<StoredBooking> {
  const { action, party, after } = completed
  const say = toBooker[action]
  if (say === null || party === 'booker') return after
  const now = context.clock.now()
  const input = { ...completed, text: clipped(completed.text, 80), now, summary: bookingSummary(after) }
  const about = String(after.last_seq)
  if (action === 'move') return notifyOrPhone(context, after, { ...say(input), about, phoneText: movedPhoneText(input) })
  await notifyBooker(context, after, say(input), about)
  return after
}

/** Notifies the helper of a home visit that it changed. */
export async function notifyHelper(context: RuleContext, row: StoredBooking, said: { title: string; text: string }): Promise<void> {
  if (row.helper_code !== null) await notifyStaff(context, row, [row.helper_code], said, `helper:${row.last_seq}`)
}
