import type { Db } from '../../platform/database/database'

/** A character that no name of the city has. */
const wrong = '鑫'

const withWrong = (text: string, at: number) => Array.from(text, (character, i) => (i === at ? wrong : character)).join('')
const without = (text: string, at: number) =>
  Array.from(text)
    .filter((_, i) => i !== at)
    .join('')

export interface Searches {
  inexact: string[]
  exact: string[]
}

/** Returns what people type for a number of buildings: the name or address with one mistake, and the name as it is. */
export async function searchesFor(db: Db, districtId: number, buildings: number): Promise<Searches> {
  const rows = await db
    .selectFrom('building')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['name', 'address'])
    .orderBy((building) => building.fn('md5', ['code']))
    .limit(buildings)
    .execute()
  return {
    inexact: rows.flatMap(({ name, address }, i) => [withWrong(name, i % 2), without(name, 1), withWrong(address, 5)]),
    exact: rows.map(({ name }) => name),
  }
}
