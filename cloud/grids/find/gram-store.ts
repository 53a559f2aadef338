import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

/** Fewest buildings of a search term that is kept: a rarer one costs nothing to look up. */
const fewest = 50

/** Counts anew how many buildings in use have each search term; call it when an import has changed buildings. */
export async function countGrams(tx: Tx, districtId: number): Promise<void> {
  await tx.deleteFrom('common_gram').where('district_id', '=', districtId).execute()
  await sql`
    insert into common_gram (district_id, gram, buildings)
    select district_id, gram, count(*) from building, unnest(grams) as gram
    where district_id = ${districtId} and retired_at is null and gram is not null
    group by district_id, gram having count(*) >= ${fewest}::int`.execute(tx)
}

/** Returns how many buildings have each of these search terms, without those that are rare. */
export async function commonGrams(tx: Tx, districtId: number, grams: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ gram: string; buildings: number }>`
    select gram, buildings from common_gram where district_id = ${districtId} and gram = any(${[...grams]}::text[])`.execute(tx)
  return new Map(rows.map(({ gram, buildings }) => [gram, buildings]))
}
