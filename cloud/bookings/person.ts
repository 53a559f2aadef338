import type { Tx } from '../platform/database'
import type { Ground } from './ground'

/** Who comes: an account, or somebody else by the blind index of name and phone, so that one person's limits hold whoever books. */
export const personOfAccount = (accountId: string): string => accountId

export const personNamed = ({ deps }: Pick<Ground, 'deps'>, name: string, phone: string | null): string =>
  `o.${deps.keys.blind(JSON.stringify([name.replace(/\s/g, ''), (phone ?? '').replaceAll('-', '')]), 'booking.person')}`

/** Takes people's rows until the transaction ends, in order: limits and overlaps of a person are judged one booking at a time. */
export async function lockPeople(tx: Tx, districtId: number, people: readonly string[]): Promise<void> {
  const wanted = [...new Set(people)].sort()
  const rows = () =>
    tx
      .selectFrom('booker')
      .where('district_id', '=', districtId)
      .where('person', 'in', wanted)
      .select('person')
      .orderBy('person')
      .forUpdate()
      .execute()
  // Nearly everybody has booked before: one statement then.
  if ((await rows()).length === wanted.length) return
  await tx
    .insertInto('booker')
    .values(wanted.map((person) => ({ district_id: districtId, person })))
    .onConflict((on) => on.columns(['district_id', 'person']).doNothing())
    .execute()
  await rows()
}
