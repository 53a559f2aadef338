import { filledIn } from '../../../platform/sending/forms'
import type { StaffService } from '@doorstep/contract/openings/views'
import type { FieldErrors } from '../../../platform/sending/forms'

export type Consent = 'inPerson' | 'byPhone'

/** The form of a booking made at the counter, while it is written. */
export interface BookDraft extends Record<string, unknown> {
  service: string
  day: string
  slotId: string
  seats: number
  name: string
  phone: string
  note: string
  address: string
  consent: Consent | ''
}
export const emptyBooking: BookDraft = {
  service: '',
  day: '',
  slotId: '',
  seats: 1,
  name: '',
  phone: '',
  note: '',
  address: '',
  consent: '',
}

/** How the person agreed to the booking and to the storage of name and phone (个人信息保护法第14条). */
export const consents = [
  { value: 'inPerson', label: '本人在这里，当面同意' },
  { value: 'byPhone', label: '电话里同意' },
] as const satisfies readonly { value: Consent; label: string }[]

const least = 4

/** Returns what is still missing, in words. */
export function missingIn(draft: BookDraft, service: StaffService | undefined): FieldErrors {
  const home = service?.way === 'home'
  return {
    ...(service === undefined && { service: '请选他要约什么' }),
    ...(draft.slotId === '' && { slotId: '请选时间' }),
    ...(draft.name.trim() === '' && { name: '请写怎么称呼他' }),
    ...(home && draft.phone.trim() === '' && { phone: '请写电话，上门前要联系' }),
    ...(home && draft.address.trim().length < least && { address: '请写清上门地址，例如 3 号楼 2 单元 401' }),
    ...(draft.consent === '' && { consent: '请记下他是怎样同意的' }),
  }
}

/** Returns the number of seats: a number chosen for a service that takes several is not carried over to one that takes one. */
export const seatsOf = ({ seats }: BookDraft, { rules }: StaffService) => Math.min(seats, rules.maxSeats)

/** Returns the request body; call it when nothing is missing. */
export const bodyOf = (draft: BookDraft, service: StaffService) => ({
  ...saidOf(draft, service.way === 'home'),
  seats: seatsOf(draft, service),
})

const saidOf = ({ slotId, name, phone, note, address, consent }: BookDraft, home: boolean) => ({
  slotId,
  name: name.trim(),
  phone: filledIn(phone),
  note: filledIn(note),
  address: home ? filledIn(address) : undefined,
  consent: consent === '' ? ('inPerson' as const) : consent,
})
