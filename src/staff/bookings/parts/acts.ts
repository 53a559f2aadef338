import { bookingMachine, type counterActions } from '@doorstep/contract/bookings/machine'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { check, type FieldErrors, filledIn } from '../../../platform/sending/forms'
import { send } from '../../../platform/api/request'
import type { Result } from '../../../platform/api/result'

/** The actions that have a form; that a person was phoned is recorded in `PhoneCard`, next to what to say. */
export type CounterAct = Exclude<(typeof counterActions)[number], 'called'>

/** The fields of all actions on a booking; each action uses those it needs. */
export interface ActDraft extends Record<string, unknown> {
  text: string
  slotId: string
  day: string
  helper: string
}
export const emptyAct: ActDraft = { text: '', slotId: '', day: '', helper: '' }

interface Act {
  /** Describes the effect, and who is notified, before the action is taken. */
  says: (booking: StaffBooking) => string
  text?: { label: string; help?: string; optional?: boolean; path: 'reason' | 'note' }
  asks?: 'slot' | 'helper'
  bodyOf?: (draft: ActDraft) => Record<string, unknown>
  grave?: boolean
}

/** Returns how the booker is notified: at once in the app, or by a phone call. */
const hears = ({ name, hasAccount }: StaffBooking, atOnce: string) =>
  hasAccount ? atOnce : `${name}没有账号，收不到通知：定下后请打电话告诉，要说的话会写在这里。`

const reason = ({ text }: ActDraft) => ({ reason: text })
const note = ({ text }: ActDraft) => ({ note: filledIn(text) })

/** The actions on a booking as forms, in the order they are offered: those that move it on come first. */
export const acts: Record<CounterAct, Act> = {
  approve: {
    says: ({ name, way }) => (way === 'home' ? `确认后会通知${name}到时留人在家。` : `确认后会通知${name}按时来。`),
    text: { label: '附一句话', optional: true, path: 'note', help: '例如 请带上身份证复印件' },
    bodyOf: note,
  },
  assign: {
    says: ({ name, hasAccount }) =>
      hasAccount ? `定下谁上门，${name}会看到他的名字和电话。` : `定下谁上门。${name}没有账号，请去的人先打电话约好。`,
    asks: 'helper',
    bodyOf: ({ helper }) => ({ staffCode: helper }),
  },
  finish: {
    says: ({ name, hasAccount }) => `${name}的这次服务记为办好了${hasAccount ? '，可以评价' : ''}。`,
    text: { label: '记一笔', optional: true, path: 'note' },
    bodyOf: note,
  },
  arriveLate: {
    says: ({ name }) => `${name}来晚了，今天仍给他办，不计爽约。`,
  },
  excuse: {
    says: ({ name, hasAccount }) => `这一次不计爽约${hasAccount ? `，因此受到的限制也解除，会告诉${name}` : ''}。`,
    text: { label: '附一句话', optional: true, path: 'note' },
    bodyOf: note,
  },
  keep: {
    says: ({ name }) => `仍计一次爽约，原因会告诉${name}。`,
    text: { label: '为什么', path: 'reason', help: '例如 当天打过两次电话都说会来' },
    bodyOf: reason,
  },
  decline: {
    says: (booking) => `这次约不上。${hears(booking, `原因和别的时间会告诉${booking.name}。`)}`,
    text: { label: '为什么不能安排', path: 'reason', help: '例如 这天下午医生临时出诊' },
    bodyOf: reason,
    grave: true,
  },
  move: {
    says: (booking) => `原来的位置在新时间定下后才放开。${hears(booking, `会通知${booking.name}。`)}`,
    asks: 'slot',
    text: { label: '为什么改', optional: true, path: 'reason' },
    bodyOf: ({ slotId, text }) => ({ slotId, reason: filledIn(text) }),
  },
  miss: {
    says: ({ name, hasAccount }) => `${name}过了时间没有来，记${hasAccount ? '一次爽约；他可以说明情况' : '作没有到'}。`,
  },
  callOff: {
    says: (booking) => `由我们取消。${hears(booking, `原因和别的时间会马上告诉${booking.name}。`)}`,
    text: { label: '为什么取消', path: 'reason', help: '例如 停电，下午不能办' },
    bodyOf: reason,
    grave: true,
  },
}

/** Returns the actions the answer allows this viewer, in the order of the forms above. */
export const actsFor = ({ actions }: StaffBooking): CounterAct[] =>
  (Object.keys(acts) as CounterAct[]).filter((act) => actions.includes(act))

/** Returns what is wrong in a form: what was not chosen yet, else what the state machine's own schema finds. */
export function wrongIn(act: CounterAct, draft: ActDraft): FieldErrors {
  const { asks, bodyOf } = acts[act]
  if (asks === 'slot' && draft.slotId === '') return { slotId: '请先选新的时间' }
  if (asks === 'helper' && draft.helper === '') return { staffCode: '请先选谁去' }
  const step = bookingMachine[act]
  const checked = 'body' in step ? check(step.body, bodyOf?.(draft) ?? {}) : undefined
  return checked === undefined || checked.ok ? {} : checked.errors
}

/** Takes the action; `submission` is the same for every retry of one submit. */
export function sendAct(act: CounterAct, id: string, draft: ActDraft, submission: string): Promise<Result<StaffBooking>> {
  const key = `POST /v1/staff/bookings/{id}/${act}` as const
  const body = acts[act].bodyOf?.(draft)
  return send(key, { params: { id }, ...(body && { body }) }, submission)
}
