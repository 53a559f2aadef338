import type { SealedSamples } from '../platform/context/check-key'

/** The seal's context of each value; a value moved to another column cannot be opened. */
export const seals = { premises: 'organisation.premises', name: 'organisation.contact', code: 'organisation.code' } as const

/** Returns sealed premises and names of contacts, the oldest first. */
export const sealedOrganisations: SealedSamples = async (db, districtId, limit) => {
  const doors = await db
    .selectFrom('organisation')
    .where('district_id', '=', districtId)
    .where('premises_sealed', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .select('premises_sealed as sealed')
    .execute()
  const names = await db
    .selectFrom('organisation_contact')
    .where('district_id', '=', districtId)
    .orderBy('id')
    .limit(limit)
    .select('name_sealed as sealed')
    .execute()
  return [...doors.map(({ sealed }) => ({ sealed, place: seals.premises })), ...names.map(({ sealed }) => ({ sealed, place: seals.name }))]
}
