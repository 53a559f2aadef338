import type { channels } from '@doorstep/contract/requests/words'
import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely'
import type { DB } from '../../platform/database/schema'

/** Returns the condition that the request of a row came in by a channel; that of every row where none is asked for. */
export const cameInBy = (districtId: number, channel: (typeof channels)[number] | null) => (requestId: Expression<string>) =>
  channel === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`exists ${expressionBuilder<DB>()
        .selectFrom('request')
        .where('request.district_id', '=', districtId)
        .where('request.id', '=', requestId)
        .where('request.channel', '=', channel)
        .select(sql.lit(1).as('one'))}`
