import * as v from 'valibot'
import { bookingStates, waitingStates } from './words'
import { importCode } from '../grids'
import { actionNames, actionsVia, machine } from '../machine'
import { id, text } from '../values'

/** A booking's state; the transitions between them are drawn in docs/states.md. */

export type BookingState = (typeof bookingStates)[number]
export const BookingState = v.picklist(bookingStates)
export const WaitingState = v.picklist(waitingStates)

/** Parties to a booking: its booker · the managers of its venue (venueRoles there) · the jobs of the system. */
export const bookingParties = ['booker', 'counter', 'system'] as const
export type BookingParty = (typeof bookingParties)[number]

const reason = v.object({ reason: text(200) })
const note = v.object({ note: v.optional(text(200)) })

/**
 * Who may make which transition, from which state. Guards: `holdRuns` the hold has not ended · `notBegun` the time has not begun · `inCancelWindow` binds the booker, not the
 * counter · `fewChanges` binds the booker, too: fewer than `changesPerBooking` were made · `arrivable` from `arriveMinutes` before the beginning until the end, or the end of the grace where that is later · `graceOver`
 * the booking has begun and the grace has passed · `placeOpen` no closure (停办) kept the booker from coming · `inApprovalTime` the approval deadline has not passed · `mayHaveCome` check-in has
 * opened · `sameDay` · `appealedOnce` no appeal was made yet · `appealed` an appeal was made and is not decided · `atHome` only a home
 * service · `toCall` a booker without an account still has to be phoned.
 */
export const bookingMachine = machine<
  BookingState,
  BookingParty,
  | 'holdRuns'
  | 'inApprovalTime'
  | 'notBegun'
  | 'inCancelWindow'
  | 'fewChanges'
  | 'arrivable'
  | 'mayHaveCome'
  | 'graceOver'
  | 'placeOpen'
  | 'sameDay'
  | 'appealedOnce'
  | 'appealed'
  | 'atHome'
  | 'toCall'
>()({
  confirm: { from: ['held'], to: 'booked', by: ['booker'], label: '确认预约', guards: ['holdRuns'] },
  ask: { from: ['held'], to: 'pending', by: ['booker'], label: '提交预约', guards: ['holdRuns'] },
  release: { from: ['held'], to: 'released', by: ['booker', 'system'], label: '放开位置' },
  approve: { from: ['pending'], to: 'booked', by: ['counter'], label: '确认', body: note, guards: ['inApprovalTime'] },
  decline: { from: ['pending'], to: 'declined', by: ['counter', 'system'], label: '不能安排', body: reason },
  cancel: {
    from: ['pending', 'booked'],
    to: 'cancelled',
    by: ['booker'],
    label: '取消预约',
    body: v.object({ reason: v.optional(text(200)) }),
    guards: ['notBegun'],
  },
  callOff: { from: ['pending', 'booked', 'arrived'], to: 'cancelled', by: ['counter', 'system'], label: '取消这次预约', body: reason },
  move: {
    from: ['pending', 'booked'],
    to: 'same',
    by: ['booker', 'counter'],
    label: '改时间',
    body: v.object({ slotId: id, reason: v.optional(text(200)) }),
    guards: ['inCancelWindow', 'fewChanges'],
  },
  /** The venue has another address. Stored events bear this name. */
  place: { from: ['pending', 'booked', 'arrived'], to: 'same', by: ['system'], label: '服务点换了地方' },
  assign: {
    from: ['pending', 'booked'],
    to: 'same',
    by: ['counter'],
    label: '安排人员',
    body: v.object({ staffCode: importCode }),
    guards: ['atHome'],
  },
  checkIn: { from: ['booked'], to: 'arrived', by: ['booker', 'counter'], label: '签到', guards: ['arrivable'] },
  giveBack: { from: ['arrived'], to: 'cancelled', by: ['booker'], label: '退号' },
  arriveLate: { from: ['missed'], to: 'arrived', by: ['counter'], label: '补签到', guards: ['sameDay'] },
  finish: { from: ['booked', 'arrived'], to: 'done', by: ['counter', 'system'], label: '办好了', body: note, guards: ['mayHaveCome'] },
  miss: { from: ['booked'], to: 'missed', by: ['counter', 'system'], label: '没有到', guards: ['graceOver', 'placeOpen'] },
  /** Takes back a no-show of a time at which the place turns out to have been closed. */
  takeBack: { from: ['missed'], to: 'cancelled', by: ['system'], label: '停办，不计爽约' },
  appeal: {
    from: ['missed'],
    to: 'same',
    by: ['booker'],
    label: '说明情况',
    body: v.object({ text: text(300) }),
    guards: ['appealedOnce'],
  },
  excuse: { from: ['missed'], to: 'excused', by: ['counter'], label: '认可，不计', body: note },
  keep: { from: ['missed'], to: 'same', by: ['counter'], label: '仍计爽约', body: reason, guards: ['appealed'] },
  called: {
    // Every booking, unless its person came: that ends what there was to phone.
    from: ['pending', 'booked', 'missed', 'excused', 'cancelled', 'declined'],
    to: 'same',
    by: ['counter'],
    label: '已告诉',
    /** The text read out, as it stood in `toCall`, so that a later change is not marked as phoned. */
    body: v.object({ said: text(1000) }),
    guards: ['toCall'],
  },
})
export type BookingAction = keyof typeof bookingMachine
export const BookingAction = v.picklist(actionNames(bookingMachine))

/**
 * Whose endpoints take each action. Those of nobody are taken by holding, booking, checking in, giving a number back, and by jobs.
 */
const endpointsOf = {
  confirm: [],
  ask: [],
  release: [],
  approve: ['staff'],
  decline: ['staff'],
  cancel: ['booker'],
  callOff: ['staff'],
  move: ['booker', 'staff'],
  place: [],
  assign: ['staff'],
  checkIn: [],
  giveBack: [],
  arriveLate: ['staff'],
  finish: ['staff'],
  miss: ['staff'],
  takeBack: [],
  appeal: ['booker'],
  excuse: ['staff'],
  keep: ['staff'],
  called: ['staff'],
} as const satisfies Record<BookingAction, readonly ('booker' | 'staff')[]>

export const bookerActions = actionsVia(endpointsOf, 'booker')
export const counterActions = actionsVia(endpointsOf, 'staff')
