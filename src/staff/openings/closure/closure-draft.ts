import type { FieldErrors } from '../../../platform/sending/forms'

/** The form of a closure while it is written. */
export interface ClosureDraft extends Record<string, unknown> {
  /** Empty: the whole venue. */
  service: string
  from: string
  until: string
  allDay: boolean
  start: string
  end: string
  reason: string
}
export const emptyClosure: ClosureDraft = { service: '', from: '', until: '', allDay: true, start: '08:30', end: '12:00', reason: '' }

/** Returns what is missing or wrong, in words. */
export const wrongIn = ({ from, until, allDay, start, end, reason }: ClosureDraft): FieldErrors => ({
  ...(from === '' && { fromDay: '请选哪天开始' }),
  ...(until === '' && { untilDay: '请选哪天结束' }),
  ...(from !== '' && until !== '' && until < from && { untilDay: '结束日期要不早于开始日期' }),
  ...(!allDay && start >= end && { hours: '结束要晚于开始' }),
  ...(reason.trim() === '' && { reason: '请写明原因，居民会看到' }),
})

/** Returns the request body. */
export const closureOf = (venueCode: string, { service, from, until, allDay, start, end, reason }: ClosureDraft) => ({
  venueCode,
  serviceCode: service === '' ? undefined : service,
  fromDay: from,
  untilDay: until,
  hours: allDay ? undefined : { from: start, to: end },
  reason: reason.trim(),
})
