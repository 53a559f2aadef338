import type { Home } from '@doorstep/contract/account'
import type { BookForm } from '@doorstep/contract/bookings'
import type { Photo } from '../../platform/photo-uploads'
import { noBehalf, type BehalfDraft } from '../../ui/behalf'
import type { KeptVoice } from '../../ui/voice-field'

/** The form as it is kept on the device until the booking stands: a hold that ends takes nothing of it away. */
export interface Booking extends BehalfDraft {
  note: string
  phone: string
  /** Empty: where she lives, as her home says. */
  address: string
  consentVoice: KeptVoice | null
  consentPhotos: Photo[]
}

export const emptyBooking: Booking = { ...noBehalf, note: '', phone: '', address: '', consentVoice: null, consentPhotos: [] }

/** One draft a service: what was typed for a check-up is not asked again when its time is chosen anew. */
export const draftName = (serviceCode: string) => `bookings.book.${serviceCode}`

/** `槐树里 3 号楼 2 单元 401` */
export const addressOf = (home: Home | undefined) =>
  home === undefined ? '' : [home.building.name, home.unit, home.room].filter(Boolean).join(' ')

/** Where to come to: what she wrote, else where she lives; somebody else lives somewhere else. */
export const whereTo = ({ address, forOther }: Pick<Booking, 'address' | 'forOther'>, homeAddress: string) =>
  address === '' && !forOther ? homeAddress : address

const given = (text: string) => (text.trim() === '' ? undefined : text.trim())

const consentFile = ({ consentHow, consentVoice, consentPhotos }: Booking) =>
  consentHow === 'voice' ? consentVoice?.id : consentHow === 'written' ? consentPhotos[0]?.id : undefined

interface About {
  holdId: string
  /** A home service needs to know where to come to; null for the others. */
  homeAddress: string | null
}

/** The form as the contract wants it. */
export function bookFormOf(b: Booking, { holdId, homeAddress }: About): BookForm {
  const fileId = consentFile(b)
  return {
    holdId,
    note: given(b.note),
    phone: given(b.phone),
    address: homeAddress === null ? undefined : given(whereTo(b, homeAddress)),
    onBehalf: b.forOther
      ? {
          name: b.otherName,
          phone: given(b.otherPhone),
          relation: b.otherRelation,
          consent: { how: b.consentHow === '' ? 'inPerson' : b.consentHow, ...(fileId !== undefined && { fileId }) },
        }
      : undefined,
  }
}

/** What only this form can know to be missing; the rest is the contract's to say. */
export function missing(b: Booking, homeAddress: string | null): Record<string, string> {
  const errors: Record<string, string> = {}
  if (homeAddress !== null && given(whereTo(b, homeAddress)) === undefined) errors.address = '请写明楼栋、单元和门牌,工作人员才能上门'
  if (!b.forOther) return errors
  if (b.consentHow === '') errors['onBehalf.consent.how'] = '请选本人是怎样同意的'
  if (b.consentHow === 'voice' && !b.consentVoice) errors['onBehalf.consent.fileId'] = '请录一段本人说同意的话'
  return errors
}
