import { sharedKinds } from '@doorstep/contract/requests/following-words'
import { againDays, againFiledDays, comparedCharacters, similarCompared } from '@doorstep/contract/rules'
import { sql, type ExpressionBuilder } from 'kysely'
import * as v from 'valibot'
import { RequestState } from '@doorstep/contract/requests/case'
import { literals } from '../../platform/database/literals'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'
import { dayMs } from '../../platform/time/calendar'

interface Near {
  gridCode: string
  /** Categories that the district shares. */
  categories: readonly string[]
  /** Whose own requests, and those they follow, are marked. */
  accountId: string
  now: Date
}

/**
 * Returns the newest requests of a grid that others may be shown, open ones and those that closed lately, so many of each. What is hidden (举报,
 * requests for somebody else, categories not shared) is left out before they are counted, so that it changes nothing of the answer.
 */
export async function sharedIn(tx: Tx, districtId: number, near: Near) {
  const before = (days: number) => new Date(near.now.getTime() - days * dayMs)
  const shared = (row: ExpressionBuilder<DB, 'request'>) =>
    row.and([
      row('request.district_id', '=', districtId),
      row('request.grid_code', '=', near.gridCode),
      row('request.category_code', 'in', [...near.categories]),
      row('request.kind', 'in', literals(sharedKinds)),
      row('request.anonymous', '=', sql.lit(false)),
      row('request.on_behalf_sealed', 'is', null),
    ])
  const newest = () =>
    tx
      .selectFrom('request')
      .where(shared)
      .select(['request.id', 'request.state', 'request.number', 'request.category_code', 'request.building_code'])
      .select((row) => row.fn<string>('left', ['request.text', sql.lit(comparedCharacters)]).as('text'))
      .select(['request.account_id', 'request.organisation_id', 'request.handler_code', 'request.created_at', 'request.closed_at'])
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc')
      .limit(similarCompared)
  const open = newest().where('request.closed_at', 'is', null)
  const closed = newest()
    .where('request.created_at', '>', before(againFiledDays))
    .where('request.closed_at', '>', before(againDays))
    .where('request.state', '=', sql.lit('closed'))
  const rows = await tx
    .selectFrom((some) =>
      some
        .selectFrom(open.as('open'))
        .selectAll()
        .unionAll(some.selectFrom(closed.as('closed')).selectAll())
        .as('near'),
    )
    .innerJoin('building', (on) => on.on('building.district_id', '=', districtId).onRef('building.code', '=', 'near.building_code'))
    .select(['near.id', 'near.state', 'near.number', 'near.category_code', 'near.building_code', 'near.text'])
    .select(['near.account_id', 'near.organisation_id', 'near.handler_code', 'near.created_at', 'near.closed_at', 'building.name as place'])
    .select((row) =>
      row
        .exists(
          row
            .selectFrom('request_follower as follower')
            .where('follower.district_id', '=', districtId)
            .whereRef('follower.request_id', '=', 'near.id')
            .where('follower.account_id', '=', near.accountId)
            .select('follower.followed_at'),
        )
        .as('following'),
    )
    .execute()
  return rows.map((row) => ({ ...row, state: v.parse(RequestState, row.state), following: row.following === true }))
}
