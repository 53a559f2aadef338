import { RequestKind } from '@doorstep/contract/requests/machine'
import { Duration, Question } from '@doorstep/contract/requests/views'
import type { Selectable } from 'kysely'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import type { Category } from '../../platform/database/schema'

const Phones = v.array(v.object({ name: v.string(), number: v.string() }))
const Narrowed = v.object({
  kinds: v.array(RequestKind),
  emergency: v.nullable(Phones),
  questions: v.array(Question),
  acceptance: Duration,
  handling: Duration,
})
export type StoredCategory = Omit<Selectable<Category>, keyof v.InferOutput<typeof Narrowed>> & v.InferOutput<typeof Narrowed>

const asCategory = (row: Selectable<Category>): StoredCategory => ({ ...row, ...v.parse(Narrowed, row) })

/** Categories a request can be filed under, in the district's order. */
export async function openCategories(tx: Tx, districtId: number): Promise<StoredCategory[]> {
  const rows = await tx
    .selectFrom('category')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(columns.category)
    .orderBy('sort')
    .orderBy('code')
    .execute()
  return rows.map(asCategory)
}

/** Returns a category by its code, retired ones included, because their requests go on. */
export async function categoryByCode(tx: Tx, districtId: number, code: string): Promise<StoredCategory | null> {
  const row = await tx
    .selectFrom('category')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .select(columns.category)
    .executeTakeFirst()
  return row === undefined ? null : asCategory(row)
}

/** Names by code, retired ones included. */
export async function categoryNames(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('category')
    .where('district_id', '=', districtId)
    .where('code', 'in', [...new Set(codes)])
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map((row) => [row.code, row.name]))
}
