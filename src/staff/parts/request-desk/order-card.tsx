import type { OrderView } from '@doorstep/contract/requests/orders'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useNow } from '../../../platform/api/now'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

/** Renders 督办: who issued the order, when and what for, what was answered, and the button with which it is; nothing where there is none. */
export function OrderCard({ of: { orders, furtherActions }, answer }: { of: RequestDetail; answer: () => void }) {
  const now = useNow()
  if (orders.length === 0) return null
  const waits = orders.some(({ answered, endedAt }) => answered === null && endedAt === null)
  return (
    <Card title="督办" {...(waits && { tone: 'warning' as const })}>
      <Stack gap={12}>
        {orders.map((order) => (
          <Order key={order.id} of={order} now={now} />
        ))}
        {furtherActions.includes('acknowledge') && (
          <Button block onTap={answer}>
            收到督办
          </Button>
        )}
      </Stack>
    </Card>
  )
}

function Order({ of: { by, at, to, text, about, answerBy, rule, overdue, answered, endedAt }, now }: { of: OrderView; now: number }) {
  const issued = by === null ? `${moment(at, now)} 超时自动发给${to}` : `${by} ${moment(at, now)} 发给${to}`
  const owed = `请在${moment(answerBy, now)} 前回应${overdue ? '，已超时' : ''}`
  return (
    <Stack gap={4}>
      <Words bold>{text}</Words>
      <Words size={15} tone="second">
        {about === null ? issued : `${issued} · ${about.name}应在${moment(about.dueAt, now)} 前完成`}
      </Words>
      {answered !== null && <Words size={15}>{`${answered.by} ${moment(answered.at, now)} 回应：${answered.text}`}</Words>}
      {answered === null && endedAt === null && (
        <Words size={15} tone={overdue ? 'danger' : 'warning'}>
          {owed}
        </Words>
      )}
      {endedAt !== null && (
        <Words size={15} tone="second">
          {`${moment(endedAt, now)} 随这件事一起结束${answered === null ? '，没有回应过' : ''}`}
        </Words>
      )}
      <Words size={13} tone="third">
        {rule}
      </Words>
    </Stack>
  )
}
