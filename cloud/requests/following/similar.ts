import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { followingEndpoints, SimilarRequest } from '@doorstep/contract/requests/following'
import { sharedKinds } from '@doorstep/contract/requests/following-words'
import { filingRoles } from '@doorstep/contract/roles'
import { similarMost } from '@doorstep/contract/rules'
import type { Acting } from '../../platform/context/call'
import { holds } from '../../platform/process/actor'
import { toldOf } from '../../platform/search/told'
import { dayOf } from '../../platform/time/calendar'
import { synonymsIn } from '../../services/api'
import { openCategories, type StoredCategory } from '../filing/categories'
import { categoryFor, locationFor } from '../filing/filing-checks'
import { isOwn } from '../people/own'
import { likenessTo } from './likeness'
import { sharedIn } from './similar-store'
import { followToken } from './token'
import { stateForOthers } from './view'

type Endpoint = (typeof followingEndpoints)['POST /v1/similar-requests']
type Form = Parsed<Endpoint>['body']

/** Returns the requests that what is being filed likely repeats: those of the same building first, open ones before those that closed. */
export async function similarRequests(acting: Acting, form: Form): Promise<Reply<Endpoint>> {
  const { tx, districtId, actor, clock } = acting
  const category = await categoryFor(acting, form)
  if (!sharedKinds.includes(form.kind)) return { rows: [] }
  const { building } = await locationFor(acting, form, { lock: false })
  const meant = await meantBy(acting, category, form.text)
  if (meant.size === 0) return { rows: [] }
  const near = { gridCode: building.gridCode, categories: [...meant.keys()], accountId: actor.accountId, now: clock.now() }
  const likeness = likenessTo({ text: form.text, place: building.name })
  const opens = actor.staff !== null && holds(actor, filingRoles, building.gridCode)
  const likely = (await sharedIn(tx, districtId, near))
    .map((row) => ({ row, like: likeness(row) }))
    .filter(({ like }) => like > 0)
    .sort((a, b) => Number(a.row.closed_at !== null) - Number(b.row.closed_at !== null) || b.like - a.like || newestFirst(a.row, b.row))
    .slice(0, similarMost)
  return {
    rows: likely.map(({ row }): SimilarRequest => {
      const yours = isOwn(acting, row)
      const follows = row.closed_at === null && !yours && !row.following
      return {
        id: row.id,
        categoryName: meant.get(row.category_code)?.name ?? '',
        place: row.place,
        filedOn: dayOf(row.created_at),
        closedOn: row.closed_at === null ? null : dayOf(row.closed_at),
        state: stateForOthers(row.state),
        yours,
        following: row.following,
        token: follows ? followToken(acting, row.id) : null,
        number: opens ? row.number : null,
      }
    }),
  }
}

/** Returns the categories that the text may be about and the district shares: the one chosen, and what the words tell of. */
async function meantBy({ tx, districtId }: Acting, chosen: StoredCategory, text: string): Promise<Map<string, StoredCategory>> {
  const open = await openCategories(tx, districtId)
  const told = toldOf(open, ({ searched }) => searched, text, await synonymsIn(tx, districtId))
  return new Map([chosen, ...told].filter(({ shareable }) => shareable).map((one) => [one.code, one]))
}

const newestFirst = (a: { id: string; created_at: Date }, b: { id: string; created_at: Date }) =>
  b.created_at.getTime() - a.created_at.getTime() || (a.id < b.id ? 1 : -1)
