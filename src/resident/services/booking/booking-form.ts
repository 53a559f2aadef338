import { filledIn } from '../../../platform/sending/forms'
import type { Home, Me } from '@doorstep/contract/account'
import type { BookForm } from '@doorstep/contract/bookings/views'
import { proxySeats } from '@doorstep/contract/rules'
import type { BookableService } from '@doorstep/contract/services/views'
import { behalfErrors, noBehalf, onBehalfOf, type BehalfDraft } from '../../../parts/behalf/behalf-draft'

/** The form as kept on the device until the booking is made: an expired hold removes nothing of it. */
export interface Booking extends BehalfDraft {
  note: string
  phone: string
  /** Null until edited: the address of the resident's home is used. */
  address: string | null
  /** The organisation (驻区单位) as which it is booked; empty for oneself or another person. */
  asOrganisation: string
}

export const emptyBooking: Booking = { ...noBehalf, note: '', phone: '', address: null, asOrganisation: '' }

/** Returns whether anything was filled in. */
export const isBegun = ({ forOther, asOrganisation, note, phone, address }: Booking) =>
  forOther || asOrganisation !== '' || note !== '' || phone !== '' || address !== null

/** Returns how many places of a time can be taken at once. */
export const seatsAtOnce = ({ maxSeats }: Pick<BookableService, 'maxSeats'>, forOther: boolean) =>
  forOther ? Math.min(maxSeats, proxySeats) : maxSeats

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

/** Returns the address to visit: the one typed, else the booker's home; nothing is assumed when it is not the booker's own booking. */
export const whereTo = ({ address, forOther, asOrganisation }: Pick<Booking, 'address' | 'forOther' | 'asOrganisation'>, home: string) =>
  address ?? (forOther || asOrganisation !== '' ? '' : home)

interface About {
  holdId: string
  /** Null unless it is a home service. */
  visit: Visit | null
}

/** Returns the form in the shape of the contract. */
export function bookFormOf(b: Booking, { holdId, visit }: About): BookForm {
  return {
    holdId,
    note: filledIn(b.note),
    phone: filledIn(b.phone),
    address: visit === null ? undefined : filledIn(whereTo(b, visit.address)),
    onBehalf: onBehalfOf(b),
    asOrganisation: filledIn(b.asOrganisation),
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
export const missing = (b: Booking, visit: Visit | null): Record<string, string> => ({
  ...(visit === null ? {} : missingForVisit(b, visit)),
  ...behalfErrors(b),
})
