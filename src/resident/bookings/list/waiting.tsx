import { View } from '@tarojs/components'
import type { WaitingRow } from '@doorstep/contract/bookings/views'
import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { span } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

/** Returns the position in the waiting list in words. */
const positionWords = (position: number) => (position <= 1 ? '您排在第一位' : `前面还有 ${position - 1} 位`)

/** Renders the resident's place on a waiting list, with its position. Leaving asks for confirmation, because the position is lost. */
export function Waiting({ of: row }: { of: WaitingRow }) {
  const leave = useSend('DELETE /v1/waiting/{id}', ['GET /v1/waiting', 'GET /v1/services'])
  const [asking, setAsking] = useState(false)
  const when = span(row.startsAt, row.endsAt)
  const out = async () => {
    const result = await leave.send({ params: { id: row.id } })
    if (result.ok) setAsking(false)
  }
  return (
    <>
      <ListRow
        title={row.serviceName}
        line={
          <>
            <View>{when}</View>
            <View>{row.place}</View>
            {row.forOther && <View>给别人等的</View>}
            <View>{positionWords(row.position)}，有位置会通知您</View>
          </>
        }
        end={
          <Button small kind="quiet" label={`退出候补：${row.serviceName}`} onTap={() => setAsking(true)}>
            退出
          </Button>
        }
      />
      <Sheet open={asking} title="退出候补？" onClose={() => setAsking(false)}>
        <Words tone="second">
          {row.serviceName}，{when}
          {row.forOther && '（给别人等的）'}。{positionWords(row.position)}；退出后再候补要重新排。
        </Words>
        {leave.problem && (
          <Announce urgent seen>
            {leave.problem.detail}
          </Announce>
        )}
        <Button kind="danger" block busy={leave.sending} onTap={out}>
          退出候补
        </Button>
        <Button kind="quiet" block onTap={() => go('services/detail', { code: row.serviceCode })}>
          看看别的时间
        </Button>
      </Sheet>
    </>
  )
}
