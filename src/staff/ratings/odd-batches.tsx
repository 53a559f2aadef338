import { oddReasons } from '@doorstep/contract/ratings'
import { useNow } from '../../platform/api/now'
import { useRead } from '../../platform/api/query'
import { go } from '../../platform/navigation/navigate'
import { ListRow } from '../../ui/display/list-row'
import { moment } from '../../ui/format'
import { Card } from '../../ui/layout/card'

/** Renders 异常评价 for supervisors: ratings of one minute that look arranged, by their cases and never by who rated. */
export function OddBatches() {
  const now = useNow()
  const { value } = useRead('GET /v1/staff/odd-ratings', {})
  if (value === undefined || value.rows.length === 0) return null
  return (
    <Card title="看起来不寻常的评价">
      {value.rows.flatMap(({ id, at, why, count, requests }) =>
        requests.map((request, index) => (
          <ListRow
            key={`${id}-${request.id}`}
            title={request.number}
            {...(index === 0 && { line: `${moment(at, now)}：${oddReasons[why]}，共 ${count} 个` })}
            chevron
            onTap={() => go('staff/requests/detail', { id: request.id })}
          />
        )),
      )}
    </Card>
  )
}
