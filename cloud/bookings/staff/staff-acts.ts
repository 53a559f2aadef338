import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import type { Parsed } from '@doorstep/contract/endpoints'
import type { Acting, RuleContext } from '../../platform/context/call'
import { badField, problem } from '../../platform/process/problem'
import { endTicketOf } from '../../queue/api'
import type { StoredBooking } from '../core/bookings-store'
import { bookingRunner, bookingSubject } from '../core/guards'
import { lockedBooking, type LoadedBooking, type LockedBooking } from '../core/loaded-booking'
import { helpersOf } from '../core/managers'
import { bookingSummary, notifyStaff } from '../core/notify'
import { bookedFor } from '../core/person'
import { transitionBooking, type BookingTransition } from '../core/transitions'
import { callOffBooking, declineBooking } from '../ending/call-off'
import { finishBooking } from '../ending/finish'
import { lockedWithPerson, miss, reviewLimits } from '../no-shows/no-show'
import { moveTo } from '../reserving/move'
import { askForApproval, scheduleJobs, type ApprovalDeadline } from '../schedule/schedule-jobs'
import { managedBooking } from './staff-scope'
import { staffBooking } from './staff-view'

type Table = typeof bookingEndpoints.table
type Body<A extends string> = `POST /v1/staff/bookings/{id}/${A}` extends infer K extends keyof Table ? Parsed<Table[K]>['body'] : never

interface Held {
  booking: LockedBooking
  row: StoredBooking
  /** The code of the staff member who acts. */
  staff: string
}

/** Takes an action of a venue's manager: locks the booking after its person, and returns it as staff see it afterwards. */
export async function act(acting: Acting, id: string, take: (held: Held) => Promise<StoredBooking>): Promise<StaffBooking> {
  const { staff } = await managedBooking(acting, id)
  const booking = await lockedWithPerson(acting, id)
  if (booking === null) throw problem('notFound')
  return staffBooking(acting, { ...booking, row: await take({ booking, row: booking.row, staff }) })
}

const rowOf = ({ row }: LoadedBooking): StoredBooking => row

export const byCounter = (staff: string): Pick<BookingTransition, 'party' | 'staff'> => ({ party: 'counter', staff })

/** Approves a booking before its deadline; after it the booking counts as declined, whether the job has run or not. */
export const approve = (acting: Acting, id: string, { note = '' }: Body<'approve'>) =>
  act(acting, id, async ({ booking, row, staff }) => {
    const after = await transitionBooking(acting, row, {
      action: 'approve',
      ...byCounter(staff),
      text: note,
      changes: { approve_by: null },
    })
    await scheduleJobs(acting, { ...booking, row: after })
    return after
  })

export const decline = (acting: Acting, id: string, { reason }: Body<'decline'>) =>
  act(acting, id, async ({ booking, staff }) => rowOf(await declineBooking(acting, booking, { party: 'counter', staff, reason })))

export const callOff = (acting: Acting, id: string, { reason }: Body<'callOff'>) =>
  act(acting, id, async ({ booking, staff }) => rowOf(await callOffBooking(acting, booking, { party: 'counter', staff, reason })))

/** Moves a booking on the booker's behalf: lead time, limits and cancel window do not apply to the counter. */
export async function moveAtCounter(acting: Acting, id: string, { slotId, reason = '' }: Body<'move'>): Promise<StaffBooking> {
  const { booking, staff } = await managedBooking(acting, id)
  const attempt = { accountId: null, ...bookedFor(booking.row), atCounter: true }
  return staffBooking(acting, await moveTo(acting, booking, { slotId, step: { ...byCounter(staff), text: reason }, attempt }))
}

/**
 * Assigns the helper of a home visit: one of the managers near the venue who is not on leave then. Notifies the helper, and the one
 * assigned before.
 */
export const assign = (acting: Acting, id: string, { staffCode }: Body<'assign'>) =>
  act(acting, id, async ({ booking, row, staff }) => {
    await bookingRunner.check(bookingSubject(acting, row, { as: ['counter'], where: booking }), 'assign')
    const helper = (await helpersOf(acting, booking)).find(({ code }) => code === staffCode)
    if (helper === undefined) throw badField('staffCode', '请从名单里选一位上门的人')
    if (helper.onLeave) throw badField('staffCode', `${helper.name}那时请假，请选别人`)
    const step = { action: 'assign' as const, ...byCounter(staff), text: helper.name, changes: { helper_code: helper.code } }
    const after = await transitionBooking(acting, row, step)
    const line = bookingSummary(after)
    const tell = (code: string | null, title: string, text: string) =>
      notifyStaff(acting, after, code === null || code === staff ? [] : [code], { title, text }, `helper:${after.last_seq}`)
    await tell(helper.code, '有一次上门安排给您', `${line}，点开看地址`)
    if (row.helper_code !== helper.code) await tell(row.helper_code, '一次上门换了人', `${line}，改由${helper.name}去`)
    return after
  })

/** Completes a booking; somebody who could not have arrived yet cannot have been served. */
export const finish = (acting: Acting, id: string, { note = '' }: Body<'finish'>) =>
  act(acting, id, async ({ booking, row, staff }) => {
    const after = await finishBooking(acting, row, { party: 'counter', staff, text: note })
    await endTicketOf(acting, after, booking.venue)
    return after
  })

export const countMissed = (acting: Acting, id: string) =>
  act(acting, id, ({ booking, row, staff }) => miss(acting, row, { party: 'counter', staff, where: booking }))

export const excuse = (acting: Acting, id: string, { note }: Body<'excuse'>) =>
  act(acting, id, async ({ row, staff }) => {
    const answered = row.appeal_text === null ? {} : { appeal_answer: note ?? '情况已认可，这次不计爽约' }
    const after = await transitionBooking(acting, row, { action: 'excuse', ...byCounter(staff), text: note ?? '', changes: answered })
    await reviewLimits(acting, after)
    return after
  })

/** Records that a booker without an account was told by phone. A change made after the text was read out still has to be phoned. */
export const markPhoned = (acting: Acting, id: string, { said }: Body<'called'>) =>
  act(acting, id, ({ row, staff }) =>
    transitionBooking(acting, row, { action: 'called', ...byCounter(staff), text: said, changes: { to_call: null } }),
  )

/** Rejects an appeal, once. */
export const rejectAppeal = (acting: Acting, id: string, { reason }: Body<'keep'>) =>
  act(acting, id, ({ row, staff }) =>
    transitionBooking(acting, row, { action: 'keep', ...byCounter(staff), text: reason, changes: { appeal_answer: reason } }),
  )

/**
 * Handles the approval deadline: at half the time staff are notified again; at the end the seats are released and the booker is notified
 * that nobody answered.
 */
export async function onApproval(context: RuleContext, { bookingId, approveBy, what }: ApprovalDeadline): Promise<void> {
  const booking = await lockedBooking(context, bookingId)
  if (booking?.row.state !== 'pending' || booking.row.approve_by?.toISOString() !== approveBy) return
  if (what === 'half') {
    await askForApproval(context, booking, '有预约还没有确认', `half:${approveBy}`)
    return
  }
  await declineBooking(context, booking, { party: 'system', staff: null, reason: '工作人员没有在约定时间内确认，对不起' })
}
