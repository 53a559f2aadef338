import type { SealedSamples } from '../platform/context/check-key'
import { actedForSeal } from './acted-for'
import { seals } from './people'

/** Returns sealed phones and doors, the oldest accounts first. */
export const sealedAccounts: SealedSamples = async (db, districtId, limit) => {
  const phones = await db
    .selectFrom('account')
    .select('phone_sealed as phone')
    .where('district_id', '=', districtId)
    .where('phone_sealed', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  const doors = await db
    .selectFrom('home')
    .select(['unit_sealed as unit', 'room_sealed as room'])
    .where('district_id', '=', districtId)
    .where((is) => is.or([is('unit_sealed', 'is not', null), is('room_sealed', 'is not', null)]))
    .orderBy('id')
    .limit(limit)
    .execute()
  const people = await db
    .selectFrom('acted_for')
    .select('person_sealed as person')
    .where('district_id', '=', districtId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return [
    ...people.map(({ person }) => ({ sealed: person, place: actedForSeal })),
    ...phones.map(({ phone }) => ({ sealed: phone, place: seals.phone })),
    ...doors.flatMap(({ unit, room }) => [
      { sealed: unit, place: seals.unit },
      { sealed: room, place: seals.room },
    ]),
  ]
}
