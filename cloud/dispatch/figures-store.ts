import { sql, type Expression, type SqlBool } from 'kysely'
import type { Tx } from '../platform/database/database'

/** Most reasons shown of a row of the directory. */
const shownReasons = 5

interface RuleFigures {
  code: string
  unitCode: string
  basis: string
  edition: number
  dispatched: number
  disputed: number
  moved: number
  redispatched: number
  reasons: string[]
}

/** A condition on the request of a part, which is of a room above. */
type OfRequest = (requestId: Expression<string>) => Expression<SqlBool>

/**
 * Returns what became of each row of the directory in use: how often it gave a request to its unit, and how often that was disputed; only of
 * requests for which `of` holds.
 */
export async function figuresByRule(tx: Tx, districtId: number, of: OfRequest): Promise<RuleFigures[]> {
  const { rows } = await sql<RuleFigures>`
    select rule.code, rule.unit_code as "unitCode", rule.basis, rule.edition,
      count(part.id)::int as dispatched,
      count(part.disputed_at)::int as disputed,
      (count(*) filter (where part.decision = 'moved'))::int as moved,
      (count(*) filter (where part.ended_why in ('redispatched', 'human')))::int as redispatched,
      coalesce((array_agg(part.dispute_reason order by part.disputed_at desc) filter (where part.disputed_at is not null))[1:${sql.lit(shownReasons)}], '{}') as reasons
    from dispatch_rule rule
    left join dispatch_part part
      on part.district_id = rule.district_id and part.rule_code = rule.code and part.lead
        and ${of(sql.ref('part.request_id'))}
    where rule.district_id = ${districtId} and rule.retired_at is null
    group by rule.code, rule.unit_code, rule.basis, rule.edition
    order by disputed desc, rule.code`.execute(tx)
  return rows
}
