import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { Db } from '../platform/database/database'
import type { DigestUpgrade } from '../platform/database/key-digests'
import type { Keys } from '../platform/process/crypto'
import { formerPersonForm, personForm, personNamed, whoOf } from './core/person'

const atOnce = 1000

interface Row {
  id: string
  person: string
  account: string | null
  sealed: string | null
  slot: string
  state: string
}

/** Returns the key that the person of a booking has today; null when its sealed name does not open. */
function personToday(keys: Keys, { id, account, sealed }: Row): string | null {
  const context = { deps: { keys } }
  if (sealed === null || keys.open(sealed, 'booking.for') === null) return null
  const who = whoOf(context, { for_sealed: sealed })
  if (who === null) return null
  return personNamed(context, { ...who, within: account ?? (who.phone === null ? id : null) })
}

/** The same digest under today's form: for what cannot be told apart from another open booking of the slot, or does not open. */
const asItWas = (person: string) => `${personForm}${person.slice(formerPersonForm.length)}`

/**
 * Gives the people of stored bookings the keys they have today: earlier versions told 买买提·艾力 from 买买提•艾力, and a person by name and
 * phone whoever booked. Without it their open bookings would not count towards their limits. Done once: what is left of the former form at
 * a start was written by a process of an earlier version.
 */
export const keyPeople: DigestUpgrade = async (db, keys, districtId) => {
  for (;;) {
    const rows = await formerPeople(db, districtId)
    if (rows.length === 0) break
    const today = rows.map((row) => ({ ...row, key: personToday(keys, row) ?? asItWas(row.person) }))
    await renamePeople(db, districtId, oneForASlot(today))
  }
  await sql`
    delete from booker where district_id = ${districtId} and person >= ${formerPersonForm} and person < ${afterForm}
      and not exists (select from booking where booking.district_id = booker.district_id and booking.person = booker.person)`.execute(db)
}

/** The first text after all that begin with the former form. */
const afterForm = `${formerPersonForm.slice(0, -1)}/`

const formerPeople = (db: Db, districtId: number): Promise<Row[]> =>
  db
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('person', '>=', formerPersonForm)
    .where('person', '<', afterForm)
    .select(['id', 'person', 'account_id as account', 'for_sealed as sealed', 'slot_id as slot', 'state'])
    .orderBy('person')
    .orderBy('starts_at')
    .limit(atOnce)
    .execute()

const openStates = new Set<string>(openBookingStates)

type Renamed = Row & { key: string }

/** A slot holds one open booking of a person: of two spellings in one slot the second keeps its digest. */
function oneForASlot(rows: readonly Renamed[]): Renamed[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (!openStates.has(row.state)) return row
    const key = `${row.slot} ${row.key}`
    if (seen.has(key)) return { ...row, key: asItWas(row.person) }
    seen.add(key)
    return row
  })
}

async function renamePeople(db: Db, districtId: number, rows: readonly Renamed[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const rename = (keys: readonly string[], unless = sql`true`) => sql`
    update booking set person = renamed.key
    from unnest(${ids}::uuid[], ${rows.map(({ person }) => person)}::text[], ${keys}::text[]) as renamed (id, former, key)
    where booking.district_id = ${districtId} and booking.id = renamed.id and booking.person = renamed.former and ${unless}`
  const taken = sql`not exists (
    select from booking as other
    where other.district_id = booking.district_id and other.slot_id = booking.slot_id and other.person = renamed.key
      and other.state = any(${openBookingStates}) and booking.state = any(${openBookingStates}))`
  await rename(
    rows.map(({ key }) => key),
    taken,
  ).execute(db)
  await rename(rows.map(({ person }) => asItWas(person))).execute(db)
}
