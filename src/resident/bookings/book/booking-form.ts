import { filledIn } from '../../../platform/sending/forms'
import type { Home, Me } from '@doorstep/contract/account'
import type { BookForm } from '@doorstep/contract/bookings/views'
import type { Photo } from '../../../platform/sending/photo-uploads'
import { noBehalf, type BehalfDraft } from '../../../parts/behalf'
import type { KeptVoice } from '../../../ui/input/voice-field'

/** The form as it is kept on the device until the booking stands: a hold that ends takes nothing of it away. */
export interface Booking extends BehalfDraft {
  note: string
  phone: string
  /** Null until it is written in: where she lives, as her home says. */
  address: string | null
  consentVoice: KeptVoice | null
  consentPhotos: Photo[]
}

export const emptyBooking: Booking = { ...noBehalf, note: '', phone: '', address: null, consentVoice: null, consentPhotos: [] }

/** One draft a service: what was typed for a check-up is not asked again when its time is chosen anew. */
export const draftName = (serviceCode: string) => `bookings.book.${serviceCode}`

/** `槐树里 3 号楼 2 单元 401` */
const addressOf = (home: Home | undefined) =>
  home === undefined ? '' : [home.building.name, home.unit, home.room].filter(Boolean).join(' ')

/** What a visit at home needs to know besides the form. */
export interface Visit {
  /** Where she lives, as her home says; empty where no home is bound. */
  address: string
  /** Addresses that name a building and no door in it: nobody finds her with one of these. */
  noDoor: readonly string[]
  /** The account has no phone: the helper at the wrong door could call nobody. */
  needsPhone: boolean
}

/** A building without units may still have rooms; one with units has a door only with both. */
const leadsToDoor = ({ building, unit, room }: Home) => room !== null && (unit !== null || building.units.length === 0)

/** The visit a home service makes to `home`. While the account is not read yet its phone is taken to be there: the cloud asks again. */
export const visitTo = (home: Home | undefined, account: Me['account'] | undefined): Visit => ({
  address: addressOf(home),
  noDoor: home === undefined ? [] : leadsToDoor(home) ? [home.building.name] : [home.building.name, addressOf(home)],
  needsPhone: account !== undefined && account.phone === null,
})

/** Where to come to: what she wrote, else where she lives; somebody else lives somewhere else. */
export const whereTo = ({ address, forOther }: Pick<Booking, 'address' | 'forOther'>, homeAddress: string) =>
  address ?? (forOther ? '' : homeAddress)

const consentFile = ({ consentHow, consentVoice, consentPhotos }: Booking) =>
  consentHow === 'voice' ? consentVoice?.id : consentHow === 'written' ? consentPhotos[0]?.id : undefined

interface About {
  holdId: string
  /** Of a home service; null for the others. */
  visit: Visit | null
}

/** The form as the contract wants it. */
export function bookFormOf(b: Booking, { holdId, visit }: About): BookForm {
  const fileId = consentFile(b)
  return {
    holdId,
    note: filledIn(b.note),
    phone: filledIn(b.phone),
    address: visit === null ? undefined : filledIn(whereTo(b, visit.address)),
    onBehalf: b.forOther
      ? {
          name: b.otherName,
          phone: filledIn(b.otherPhone),
          relation: b.otherRelation,
          consent: { how: b.consentHow === '' ? 'inPerson' : b.consentHow, ...(fileId !== undefined && { fileId }) },
        }
      : undefined,
  }
}

const withoutGaps = (text: string) => text.replace(/\s/g, '')

function missingForVisit(b: Booking, { address, noDoor, needsPhone }: Visit): Record<string, string> {
  const errors: Record<string, string> = {}
  const to = withoutGaps(whereTo(b, address))
  if (to === '') errors.address = '请写明楼栋、单元和门牌，工作人员才能上门'
  else if (noDoor.some((one) => withoutGaps(one) === to)) errors.address = '请写到单元和门牌；没有单元的，写清是哪一户'
  if (needsPhone && filledIn(b.phone) === undefined) errors.phone = '请填联系电话，上门的人找不到门时要打'
  return errors
}

/** What only this form can know to be missing; the rest is the contract's to say. */
export function missing(b: Booking, visit: Visit | null): Record<string, string> {
  const errors = visit === null ? {} : missingForVisit(b, visit)
  if (!b.forOther) return errors
  if (b.consentHow === '') errors['onBehalf.consent.how'] = '请选本人是怎样同意的'
  if (b.consentHow === 'voice' && !b.consentVoice) errors['onBehalf.consent.fileId'] = '请录一段本人说同意的话'
  return errors
}
