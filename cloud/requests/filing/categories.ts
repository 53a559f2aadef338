import { RequestKind } from '@doorstep/contract/requests/case'
import { Duration, Question } from '@doorstep/contract/requests/views'
import type { Selectable } from 'kysely'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import type { Category } from '../../platform/database/schema'
import { searchable, type Searchable } from '../../platform/search/searchable'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { inSlices } from '../../platform/snapshot/slices'
import { reference } from '../../platform/snapshot/snapshot'

const Phones = v.array(v.object({ name: v.string(), number: v.string() }))
const Narrowed = v.object({
  kinds: v.array(RequestKind),
  emergency: v.nullable(Phones),
  questions: v.array(Question),
  acceptance: Duration,
  handling: Duration,
})
export type StoredCategory = Omit<Selectable<Category>, keyof v.InferOutput<typeof Narrowed>> &
  v.InferOutput<typeof Narrowed> & { searched: Searchable }

/** The categories of a district; retired ones stay, because their requests go on. */
interface Categories extends Weighed {
  /** In the district's order. */
  byCode: ReadonlyMap<string, StoredCategory>
}

export const categoriesPart: Part<Categories> = {
  name: 'categories',
  tables: ['category'],
  async load(tx, districtId) {
    const byCode = new Map<string, StoredCategory>()
    const rows = await tx
      .selectFrom('category')
      .where('district_id', '=', districtId)
      .select(columns.category)
      .orderBy('sort')
      .orderBy('code')
      .execute()
    await inSlices(rows, (row) => {
      const searched = searchable([row.name], [row.group_name, row.hint])
      byCode.set(row.code, { ...row, ...v.parse(Narrowed, row), searched })
    })
    return { byCode, bytes: byCode.size * 10_000 }
  },
}

/** Categories a request can be filed under, in the district's order. */
export async function openCategories(tx: Tx, districtId: number): Promise<StoredCategory[]> {
  return [...(await reference(tx, districtId, categoriesPart)).byCode.values()].filter(({ retired_at: retiredAt }) => retiredAt === null)
}

/** Returns a category by its code, retired ones included. */
export async function categoryByCode(tx: Tx, districtId: number, code: string): Promise<StoredCategory | null> {
  return (await reference(tx, districtId, categoriesPart)).byCode.get(code) ?? null
}

/** Returns the kinds of request that may be filed in a category; undefined when it is not in use. */
export async function kindsInUse(tx: Tx, districtId: number, code: string): Promise<readonly string[] | undefined> {
  const category = await categoryByCode(tx, districtId, code)
  return category === null || category.retired_at !== null ? undefined : category.kinds
}

/** Names by code, retired ones included. */
export async function categoryNames(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, string>> {
  const { byCode } = await reference(tx, districtId, categoriesPart)
  return new Map(
    [...new Set(codes)].flatMap((code) => {
      const category = byCode.get(code)
      return category === undefined ? [] : [[code, category.name] as const]
    }),
  )
}
