import { filledIn } from '../../../platform/sending/forms'
import type { Home, Me } from '@doorstep/contract/account'
import type { BookForm } from '@doorstep/contract/bookings/views'
import { keptIds, withLost } from '../../../platform/sending/attachments'
import type { Problem } from '../../../platform/api/result'
import type { Photo } from '../../../platform/sending/photo-uploads'
import { noBehalf, type BehalfDraft } from '../../../parts/behalf'
import type { KeptVoice } from '../../../ui/input/voice-field'

/** The form as kept on the device until the booking is made: an expired hold removes nothing of it. */
export interface Booking extends BehalfDraft {
  note: string
  phone: string
  /** Null until edited: the address of the resident's home is used. */
  address: string | null
  consentVoice: KeptVoice | null
  consentPhotos: Photo[]
}

export const emptyBooking: Booking = { ...noBehalf, note: '', phone: '', address: null, consentVoice: null, consentPhotos: [] }

/** Returns the draft name of a service: what was typed is kept when another time is chosen. */
export const draftName = (serviceCode: string) => `bookings.book.${serviceCode}`

/** Returns an address in one line: `槐树里 3 号楼 2 单元 401`. */
export const addressOf = (home: Pick<Home, 'building' | 'unit' | 'room'> | undefined) =>
  home === undefined ? '' : [home.building.name, home.unit, home.room].filter(Boolean).join(' ')

/** What a home visit needs besides the form. */
export interface Visit {
  /** Address of the resident's home; empty where none is bound. */
  address: string
  /** Addresses that name a building without a room: the visitor could not find the resident with one of these. */
  noDoor: readonly string[]
  /** Whether the account has no phone: a visitor who cannot find the room could call nobody. */
  needsPhone: boolean
}

/** Returns whether an address leads to a door: a building without units needs a room, one with units needs both. */
const leadsToDoor = ({ building, unit, room }: Home) => room !== null && (unit !== null || building.units.length === 0)

/** Returns the visit of a home service to `home`. Until the account is read its phone is assumed to exist: the cloud validates again. */
export const visitTo = (home: Home | undefined, account: Me['account'] | undefined): Visit => ({
  address: addressOf(home),
  noDoor: home === undefined ? [] : leadsToDoor(home) ? [home.building.name] : [home.building.name, addressOf(home)],
  needsPhone: account !== undefined && account.phone === null,
})

/** Returns the address to visit: the one typed, else the booker's home; nothing is assumed when the booking is for somebody else. */
export const whereTo = ({ address, forOther }: Pick<Booking, 'address' | 'forOther'>, homeAddress: string) =>
  address ?? (forOther ? '' : homeAddress)

const consentFile = ({ consentHow, consentVoice, consentPhotos }: Booking) =>
  consentHow === 'voice' ? keptIds([], consentVoice)[0] : consentHow === 'written' ? keptIds(consentPhotos)[0] : undefined

/** Returns the proofs of consent in the form as it is now, with the one sent marked that an answer refused; undefined when it did not. */
export function withLostConsent(problem: Problem, sent: BookForm, now: Booking): Partial<Booking> | undefined {
  const fileId = sent.onBehalf?.consent.fileId
  const marked = withLost(problem, fileId === undefined ? [] : [fileId], { photos: now.consentPhotos, voice: now.consentVoice })
  return marked && { consentPhotos: marked.photos, consentVoice: marked.voice }
}

interface About {
  holdId: string
  /** Null unless it is a home service. */
  visit: Visit | null
}

/** Returns the form in the shape of the contract. */
export function bookFormOf(b: Booking, { holdId, visit }: About): BookForm {
  const fileId = consentFile(b)
  return {
    holdId,
    note: filledIn(b.note),
    phone: filledIn(b.phone),
    address: visit === null ? undefined : filledIn(whereTo(b, visit.address)),
    onBehalf: b.forOther
      ? {
          personId: filledIn(b.personId),
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

/** Returns errors only this form can detect; the contract's schema validates the rest. */
export function missing(b: Booking, visit: Visit | null): Record<string, string> {
  const errors = visit === null ? {} : missingForVisit(b, visit)
  if (!b.forOther) return errors
  if (b.consentHow === '') errors['onBehalf.consent.how'] = '请选本人是怎样同意的'
  if (b.consentHow === 'voice' && b.personId === '' && keptIds([], b.consentVoice).length === 0)
    errors['onBehalf.consent.fileId'] = '请录一段本人说同意的话'
  return errors
}
