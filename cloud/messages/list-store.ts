import { sql } from 'kysely'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { ConversationFacts } from './messages-store'

/** Position in a list of conversations, latest first, after which a page begins. */
interface Place {
  lastAt: Date
  id: string
}

export interface PageOfConversations {
  after: Place | null
  limit: number
}

const begun = (tx: Tx, districtId: number, { after, limit }: PageOfConversations) =>
  tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('last_at', 'is not', null)
    .$if(after !== null, (conversations) =>
      conversations.where((c) =>
        c.or([c('last_at', '<', after?.lastAt ?? null), c.and([c('last_at', '=', after?.lastAt ?? null), c('id', '>', after?.id ?? '')])]),
      ),
    )
    .select(columns.conversation)
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(limit)

/** Returns a resident's conversations that have messages, latest first. */
export const conversationsOf = (tx: Tx, districtId: number, accountId: string, page: PageOfConversations): Promise<ConversationFacts[]> =>
  begun(tx, districtId, page).where('account_id', '=', accountId).execute()

/**
 * Returns conversations of the grids in `areas` (code prefixes), and those escalated to one of `branches`; latest first, without the
 * caller's own as a resident.
 */
export async function conversationsOfTeam(
  tx: Tx,
  districtId: number,
  { areas, branches, notOf }: { areas: readonly string[]; branches: readonly string[]; notOf: string },
  page: PageOfConversations,
): Promise<ConversationFacts[]> {
  if (areas.length === 0 && branches.length === 0) return []
  return begun(tx, districtId, page)
    .where('account_id', '!=', notOf)
    .where((c) =>
      c.or([
        // Grid codes have 15 digits, so a prefix is a range, which the index on the code serves.
        ...areas.map((area) => c.between('grid_code', area.padEnd(15, '0'), area.padEnd(15, '9'))),
        ...(branches.length === 0
          ? []
          : [
              c.and([
                c('escalated', '=', sql.lit(2)),
                c(
                  'grid_code',
                  'in',
                  c
                    .selectFrom('branch_grid')
                    .where('district_id', '=', districtId)
                    .where('branch_code', 'in', branches)
                    .select('grid_code'),
                ),
              ]),
            ]),
      ]),
    )
    .execute()
}

/**
 * Returns by conversation how many messages of the other side are after one side's read mark; system messages count for the resident, too.
 */
export async function unreadCounts(
  tx: Tx,
  districtId: number,
  conversationIds: readonly string[],
  side: 'resident' | 'team',
): Promise<Map<string, number>> {
  if (conversationIds.length === 0) return new Map()
  const counts = await tx
    .selectFrom('conversation as c')
    .innerJoin('message as m', (on) => on.onRef('m.district_id', '=', 'c.district_id').onRef('m.conversation_id', '=', 'c.id'))
    .where('c.district_id', '=', districtId)
    .where('c.id', 'in', conversationIds)
    .whereRef('m.seq', '>', `c.${side}_read`)
    .where('m.side', 'in', side === 'resident' ? ['team', 'system'] : ['resident'])
    .groupBy('c.id')
    .select((row) => ['c.id', row.fn.countAll<number>().as('unread')])
    .execute()
  return new Map(counts.map(({ id, unread }) => [id, unread]))
}

/** Returns residents' names by account, for those who gave one. */
export async function residentNames(tx: Tx, districtId: number, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const accounts = await tx
    .selectFrom('account')
    .where('district_id', '=', districtId)
    .where('id', 'in', accountIds)
    .where('name', 'is not', null)
    .select(['id', 'name'])
    .execute()
  return new Map(accounts.map(({ id, name }) => [id, name ?? '']))
}
