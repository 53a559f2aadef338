import type { OrderRow } from '@doorstep/contract/requests/orders'
import { ruleWords } from '@doorstep/contract/rule-words'
import { useNow } from '../../../platform/api/now'
import { usePages } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'

const stateOf = ({ ended, answered, overdue }: OrderRow) =>
  ended
    ? ({ name: '已结束', tone: 'plain' } as const)
    : answered
      ? ({ name: '已回应', tone: 'done' } as const)
      : overdue
        ? ({ name: '超时没有回应', tone: 'danger' } as const)
        : ({ name: '等回应', tone: 'warning' } as const)

/** Renders 督办 for supervisors: the orders of their area, open ones first; those that nobody has answered are marked. */
export default function Orders() {
  const now = useNow()
  const orders = usePages('GET /v1/staff/orders', { query: {} })
  useReachEnd(orders.more)
  return (
    <Screen of={orders} empty={{ when: (rows) => rows.length === 0, icon: 'check', title: '没有督办', text: ruleWords.acknowledge }}>
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => {
              const { name, tone } = stateOf(row)
              return (
                <ListRow
                  key={row.id}
                  title={row.title}
                  line={[
                    `${moment(row.at, now)} 发给${row.handler}`,
                    !row.answered && !row.ended && `${moment(row.answerBy, now)} 前回应`,
                    row.place,
                    row.number,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={<Chip tone={tone}>{name}</Chip>}
                  onTap={() => go('staff/requests/detail', { id: row.requestId })}
                />
              )
            })}
          </Card>
          {orders.hasMore && (
            <Button kind="quiet" block busy={orders.loadingMore} onTap={orders.more}>
              看更多
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
