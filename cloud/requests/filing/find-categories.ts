import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { Category } from '@doorstep/contract/requests/views'
import type { Context } from '../../platform/context/call'
import { found } from '../../platform/search/search'
import { toldOf } from '../../platform/search/told'
import { synonymsIn } from '../../services/api'
import { openCategories, type StoredCategory } from './categories'

type Table = typeof requestEndpoints.table
type Looking = Pick<Context, 'tx' | 'districtId'>

/** Returns the categories a request can be filed under, in the district's order; those of a search, the best first. */
export async function listCategories(
  { tx, districtId }: Looking,
  { q }: Parsed<Table['GET /v1/categories']>['query'],
): Promise<Reply<Table['GET /v1/categories']>> {
  const open = await openCategories(tx, districtId)
  const rows = q === undefined ? open : found(open, ({ searched }) => searched, q, await synonymsIn(tx, districtId)).map(({ row }) => row)
  return { rows: rows.map(categoryView) }
}

/** Returns the codes of the categories a sentence most likely tells of, the likeliest first; nothing of it is saved. */
export async function suggestCategories(
  { tx, districtId }: Looking,
  { text }: Parsed<Table['POST /v1/category-suggestions']>['body'],
): Promise<Reply<Table['POST /v1/category-suggestions']>> {
  const open = await openCategories(tx, districtId)
  return {
    rows: toldOf(open, ({ searched }) => searched, text, await synonymsIn(tx, districtId)).map(({ code, name }) => ({ code, name })),
  }
}

const categoryView = ({
  code,
  name,
  group_name: group,
  kinds,
  hint,
  emergency,
  questions,
  acceptance,
  handling,
  rule,
}: StoredCategory): Category => ({
  code,
  name,
  group,
  kinds,
  hint,
  emergency,
  questions,
  acceptance,
  handling,
  rule,
})
