import { sql, type ExpressionBuilder } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import { absencesIn } from '../grids/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { DB } from '../platform/database/schema'
import type { ConversationFacts } from './messages-store'

export type Side = 'resident' | 'team'

/** Position in a list of conversations, latest first, after which a page begins. */
interface Place {
  lastAt: Date
  id: string
}

export interface PageOfConversations {
  now: Date
  after: Place | null
  limit: number
}

/** A conversation with what a list shows of it to one side. */
export interface ShownConversation extends ConversationFacts {
  /** Messages of the other side after this side's read mark; system messages count for the resident, too. */
  unread: number
  /** As `absencesIn` selects them, for the resident, who sees who is on duty; else null. */
  absences: unknown
  /** The resident's name, for the team. */
  residentName: string | null
  /** The last 无需回复, for the team. */
  waived: { by: string; seq: number; at: string } | null
}

const shownTo = (side: Side, districtId: number, now: Date) => (row: ExpressionBuilder<DB, 'conversation'>) => [
  row
    .selectFrom('message as m')
    .where('m.district_id', '=', districtId)
    .whereRef('m.conversation_id', '=', 'conversation.id')
    .whereRef('m.seq', '>', `conversation.${side}_read`)
    .where('m.side', 'in', side === 'resident' ? ['team', 'system'] : ['resident'])
    .select((message) => message.fn.countAll<number>().as('unread'))
    .$asScalar()
    .$notNull()
    .as('unread'),
  sql`${side === 'resident' ? absencesIn(districtId, row.ref('conversation.grid_code'), now) : sql`null`}`.as('absences'),
  sql<string | null>`${
    side === 'resident'
      ? sql`null`
      : row
          .selectFrom('account')
          .where('account.district_id', '=', districtId)
          .whereRef('account.id', '=', 'conversation.account_id')
          .select('account.name')
  }`.as('residentName'),
  sql<ShownConversation['waived']>`${
    side === 'resident'
      ? sql`null::jsonb`
      : jsonObjectFrom(
          row
            .selectFrom('reply_waiver as w')
            .where('w.district_id', '=', districtId)
            .whereRef('w.conversation_id', '=', 'conversation.id')
            .orderBy('w.seq', 'desc')
            .limit(sql.lit(1))
            .select(['w.staff_code as by', 'w.seq', 'w.at']),
        )
  }`.as('waived'),
]

/** Returns one conversation as a list shows it to one side; undefined for an unknown one. */
export const shownConversation = (
  tx: Tx,
  districtId: number,
  id: string,
  { side, now }: { side: Side; now: Date },
): Promise<ShownConversation | undefined> =>
  tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.conversation)
    .select(shownTo(side, districtId, now))
    .executeTakeFirst()

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

/** Selects a resident's conversations that have messages, latest first. */
export const newestOf = (tx: Tx, districtId: number, accountId: string, page: PageOfConversations) =>
  begun(tx, districtId, page)
    .where('account_id', '=', accountId)
    .select(shownTo('resident', districtId, page.now))

/** Returns a resident's conversations that have messages, latest first. */
export const conversationsOf = (tx: Tx, districtId: number, accountId: string, page: PageOfConversations): Promise<ShownConversation[]> =>
  newestOf(tx, districtId, accountId, page).execute()

/**
 * Returns conversations of the grids in `areas` (code prefixes), and those escalated to one of `branches`; latest first, without the
 * caller's own as a resident.
 */
export async function conversationsOfTeam(
  tx: Tx,
  districtId: number,
  { areas, branches, notOf }: { areas: readonly string[]; branches: readonly string[]; notOf: string },
  page: PageOfConversations,
): Promise<ShownConversation[]> {
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
    .select(shownTo('team', districtId, page.now))
    .execute()
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
