import type { Tx } from '../../platform/database/database'
import type { RuleContext } from '../../platform/context/call'

/** Who comes: an account, or somebody else by the blind index of what is known of them. */
export const personOfAccount = (accountId: string): string => accountId

/** A name as it is compared: 王 秀兰 is 王秀兰. */
export const plainName = (name: string): string => name.replace(/\s/g, '')

interface Named {
  name: string
  phone: string | null
  /** Within what a name alone is somebody: the account that books, or at the counter the booking itself. */
  within: string
}

/**
 * Somebody by name and phone is one person whoever books, so that their limits hold. A name alone is not: two strangers called 王奶奶
 * must neither stand in each other's way nor learn of each other, so it means the same person only to whoever gave it.
 */
export const personNamed = ({ deps }: Pick<RuleContext, 'deps'>, { name, phone, within }: Named): string => {
  const known = phone === null ? `@${within}` : phone.replaceAll('-', '')
  return `o.${deps.keys.blind(JSON.stringify([plainName(name), known]), 'booking.person')}`
}

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
