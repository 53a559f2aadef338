import type { Db } from '../database/database'
import type { Keys } from '../process/crypto'
import { WrongSetting } from '../process/environment'

/** One sealed value as it is stored, and where it was sealed for. */
interface Sealed {
  sealed: string | null
  place: string
}

/** Returns some sealed values of one room's tables in a district; `rooms.ts` lists those of each room. */
export type SealedSamples = (db: Db, districtId: number, limit: number) => Promise<Sealed[]>

/** Sealed values that are tried of each room and district. */
const tried = 20

const refusal = new WrongSetting(
  'DATA_KEY must be the key this database was sealed with; this one is another. Set the DATA_KEY (or put back the data.key in DATA_DIR) of before.',
)

/**
 * Throws `WrongSetting` when the database was sealed with another key. A district without a check value (new, or of a version that had none)
 * gets one, unless most of its sealed values do not open. Nothing is stored
 * before every district was asked: a wrong key must not mark those that have nothing sealed yet.
 */
export async function checkDataKey(db: Db, keys: Keys, rooms: readonly SealedSamples[]): Promise<void> {
  const districts = await db.selectFrom('district').select(['district_id as id', 'key_check as check']).execute()
  const expected = (id: number) => keys.blind(String(id), 'district.keyCheck')
  const unchecked = districts.filter(({ check }) => check === null).map(({ id }) => id)
  if (districts.some(({ id, check }) => check !== null && check !== expected(id))) throw refusal
  for (const id of unchecked) if (!(await opensMost(db, id, { keys, rooms }))) throw refusal
  for (const id of unchecked) if ((await firstCheck(db, id, expected(id))) !== expected(id)) throw refusal
}

interface Opening {
  keys: Keys
  rooms: readonly SealedSamples[]
}

/** Returns whether the keys open most of a district's sealed values: a few that do not are damaged, all of them are another key's. */
export async function opensMost(db: Db, districtId: number, { keys, rooms }: Opening): Promise<boolean> {
  const samples = (await Promise.all(rooms.map((room) => room(db, districtId, tried)))).flat()
  const opens = samples.flatMap(({ sealed, place }) => (sealed === null ? [] : [keys.open(sealed, place) !== null]))
  return opens.filter(Boolean).length * 2 >= opens.length
}

/** Stores the check value of a district that has none; returns the stored one, which another process may have stored before. */
async function firstCheck(db: Db, districtId: number, value: string): Promise<string | null> {
  await db.updateTable('district').set({ key_check: value }).where('district_id', '=', districtId).where('key_check', 'is', null).execute()
  const { key_check: stored } = await db
    .selectFrom('district')
    .select('key_check')
    .where('district_id', '=', districtId)
    .executeTakeFirstOrThrow()
  return stored
}
