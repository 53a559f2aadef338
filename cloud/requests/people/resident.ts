import { maskedName, maskedPhone } from '../../platform/process/masked'
import type { Context } from '../../platform/context/call'
import * as v from 'valibot'
import { contactName } from '../../organisations/api'
import { doorOf, seals as accountSeals, unreadablePerson } from '../../account/api'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'

const Unit = v.object({ unit: v.nullable(v.string()), room: v.nullable(v.string()) })
const Subject = v.object({ name: v.string(), phone: v.nullable(v.string()), relation: v.string() })
export type Subject = v.InferOutput<typeof Subject>

/** The seal's context of each value; a value moved to another column cannot be opened. */
export const seals = { unit: 'request.place', subject: 'request.onBehalf' } as const

/** Returns unit and room sealed for a request; null when neither is known. */
export const sealDoor = ({ deps }: Pick<Context, 'deps'>, { unit, room }: v.InferOutput<typeof Unit>): string | null =>
  unit === null && room === null ? null : deps.keys.seal(JSON.stringify({ unit, room }), seals.unit)

/** Returns unit and room of a home, sealed for a request; null when it says neither. */
export function sealedDoor({ deps }: Pick<Context, 'deps'>, home: Parameters<typeof doorOf>[1]): string | null {
  return sealDoor({ deps }, doorOf({ deps }, home))
}

export const sealSubject = ({ deps }: Pick<Context, 'deps'>, subject: Subject) => deps.keys.seal(JSON.stringify(subject), seals.subject)

/** Returns for whom a request was filed (代办); null when the filer filed it for themselves. */
export function subjectOf(
  { deps }: Pick<Context, 'deps'>,
  { on_behalf_sealed: sealed }: Pick<StoredRequest, 'on_behalf_sealed'>,
): Subject | null {
  if (sealed === null) return null
  const opened = deps.keys.open(sealed, seals.subject)
  return opened === null ? unreadablePerson : v.parse(Subject, JSON.parse(opened))
}

export interface Contact {
  name: string
  phone: string | null
  place: string
}

/** Returns who filed a request and how to reach them. Only for those who may know it (`cloud/requests/reading/detail.ts`). */
export function contactOf({ deps }: Pick<Context, 'deps'>, row: Case): Contact {
  const person = row.requester
  const door = row.place_sealed === null ? null : deps.keys.open(row.place_sealed, seals.unit)
  const home = door === null ? null : v.parse(Unit, JSON.parse(door))
  const { organisation } = row
  // Staff who typed it in are nobody of the organisation.
  const entered = organisation !== null && row.filed_by_staff !== null
  return {
    name: organisation?.contact ? contactName({ deps }, organisation.contact) : entered ? organisation.name : (person?.name ?? '居民'),
    phone: entered || person === null || person.phone_sealed === null ? null : deps.keys.open(person.phone_sealed, accountSeals.phone),
    place: [row.place, home?.unit, home?.room].filter((part) => part !== null && part !== undefined).join(' '),
  }
}

/** Masks a name and phone: `王阿姨` → `王**`, `13800001234` → `138****1234`. */
export const maskedContact = ({ name, phone }: Contact, building: string): Contact => ({
  name: maskedName(name),
  phone: phone === null ? null : maskedPhone(phone),
  place: building,
})
