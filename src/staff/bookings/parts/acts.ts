import { arriveMinutes, bookingMachine, type counterActions, type StaffBooking } from '@doorstep/contract/bookings'
import { actionsIn } from '@doorstep/contract/machine'
import { check, type Checked } from '../../../platform/forms'
import { send } from '../../../platform/request'
import type { Result } from '../../../platform/result'
import { dayAt } from '../../../ui/format'

export type CounterAct = (typeof counterActions)[number]

/** What staff write when they act on a booking; each action takes what it needs. */
export interface ActDraft extends Record<string, unknown> {
  text: string
  slotId: string
  day: string
  helper: string
}
export const emptyAct: ActDraft = { text: '', slotId: '', day: '', helper: '' }

interface Act {
  /** What it does and who is told, before it is done. */
  says: (booking: StaffBooking) => string
  text?: { label: string; help?: string; optional?: boolean; path: 'reason' | 'note' }
  asks?: 'slot' | 'helper'
  bodyOf?: (draft: ActDraft) => Record<string, unknown>
  /** When the machine's guard could hold; the server decides. */
  fits?: (booking: StaffBooking, now: number) => boolean
  grave?: boolean
}

const given = (text: string) => (text.trim() === '' ? undefined : text)
const reason = ({ text }: ActDraft) => ({ reason: text })
const note = ({ text }: ActDraft) => ({ note: given(text) })
const begun = ({ startsAt }: StaffBooking, now: number) => Date.parse(startsAt) <= now

/** The actions on a booking as forms, in the order they are offered: what moves it on first. */
export const acts: Record<CounterAct, Act> = {
  approve: {
    says: ({ name }) => `确认后会通知${name}按时来。`,
    text: { label: '附一句话', optional: true, path: 'note', help: '例如 请带上身份证复印件' },
    bodyOf: note,
  },
  assign: {
    says: ({ name }) => `定下谁上门,${name}会看到他的名字和电话。`,
    asks: 'helper',
    bodyOf: ({ helper }) => ({ staffCode: helper }),
    fits: ({ way }) => way === 'home',
  },
  finish: {
    says: ({ name }) => `${name}的这次服务记为办好了,可以评价。`,
    text: { label: '记一笔', optional: true, path: 'note' },
    bodyOf: note,
    fits: ({ startsAt }, now) => Date.parse(startsAt) - arriveMinutes * 60_000 <= now,
  },
  arriveLate: {
    says: ({ name }) => `${name}来晚了,今天仍给他办,不计爽约。`,
    fits: ({ startsAt }, now) => dayAt(startsAt) === dayAt(now),
  },
  excuse: {
    says: ({ name }) => `这一次不计爽约,因此受到的限制也解除,会告诉${name}。`,
    text: { label: '附一句话', optional: true, path: 'note' },
    bodyOf: note,
  },
  keep: {
    says: ({ name }) => `仍计一次爽约,原因会告诉${name}。`,
    text: { label: '为什么', path: 'reason', help: '例如 当天打过两次电话都说会来' },
    bodyOf: reason,
    fits: ({ appeal }) => appeal !== null && appeal.answer === null,
  },
  decline: {
    says: ({ name }) => `这次约不上,原因和别的时间会告诉${name}。`,
    text: { label: '为什么不能安排', path: 'reason', help: '例如 这天下午医生临时出诊' },
    bodyOf: reason,
    grave: true,
  },
  move: {
    says: ({ name }) => `原来的位置在新时间定下后才放开,会通知${name}。`,
    asks: 'slot',
    text: { label: '为什么改', optional: true, path: 'reason' },
    bodyOf: ({ slotId, text }) => ({ slotId, reason: given(text) }),
  },
  miss: {
    says: ({ name }) => `${name}过了时间没有来,记一次爽约;他可以说明情况。`,
    fits: begun,
  },
  callOff: {
    says: ({ name }) => `由我们取消,原因和别的时间会马上告诉${name}。`,
    text: { label: '为什么取消', path: 'reason', help: '例如 停电,下午不能办' },
    bodyOf: reason,
    grave: true,
  },
}

/** What this viewer may do now, in the order of the forms above. */
export const actsFor = (booking: StaffBooking, now: number): CounterAct[] => {
  const allowed = actionsIn(bookingMachine, booking.state, booking.as)
  return (Object.keys(acts) as CounterAct[]).filter((act) => allowed.includes(act) && (acts[act].fits?.(booking, now) ?? true))
}

/** Checks a form by the machine's own schema. */
export function checkAct(act: CounterAct, draft: ActDraft): Checked<unknown> {
  const step = bookingMachine[act]
  return 'body' in step ? check(step.body, acts[act].bodyOf?.(draft) ?? {}) : { ok: true, value: undefined }
}

/** Takes the action; `submission` is the same for every try of one submit. */
export function takeAct(act: CounterAct, id: string, draft: ActDraft, submission: string): Promise<Result<StaffBooking>> {
  const key = `POST /v1/staff/bookings/{id}/${act}` as const
  const body = acts[act].bodyOf?.(draft)
  return send(key, { params: { id }, ...(body && { body }) }, submission)
}
