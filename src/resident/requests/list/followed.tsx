import type { FollowedRequest } from '@doorstep/contract/requests/following'
import { followedStateNames } from '@doorstep/contract/requests/following-words'
import { outcomeNames, promisedWords } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useSend } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { dayName } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

/** Renders a request of somebody else that the resident follows (我也遇到): how it stands, and what to do where it is not solved here. */
export function FollowedCard({ of: row }: { of: FollowedRequest }) {
  const stopping = useSend('DELETE /v1/requests/{id}/follow', ['GET /v1/followed-requests'])
  const over = row.closedOn !== null || row.state === 'replied'
  const file = () =>
    go('requests/file', {
      categoryCode: row.categoryCode,
      buildingCode: row.buildingCode,
      buildingName: row.place,
      ...(over && { again: row.id }),
    })
  return (
    <Card>
      <Stack gap={8}>
        <ListRow title={[row.categoryName, row.place].filter(Boolean).join(' · ')} line={lineOf(row)} end={chipOf(row)} />
        <View>
          <Stack across gap={8} wraps>
            <Button small onTap={file}>
              {over ? '我这里还没好' : '我还是要单独提交'}
            </Button>
            <Button kind="quiet" small busy={stopping.sending} onTap={() => stopping.send({ params: { id: row.id } })}>
              不再跟进
            </Button>
          </Stack>
        </View>
        {stopping.problem && (
          <Announce urgent seen>
            {stopping.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}

const chipOf = ({ state, overdue }: FollowedRequest) =>
  overdue ? <Chip tone="danger">已超时</Chip> : <Chip>{state === null ? '不再公开' : followedStateNames[state]}</Chip>

function lineOf({ state, outcome, closedOn, promisedOn, filedOn, overdue }: FollowedRequest): string {
  if (state === null) return '这件事不再向别人公开进展；您那里还有的话，可以单独提交'
  const result = outcome === null ? '' : `，结果是${outcomeNames[outcome]}`
  if (closedOn !== null) return `${dayName(closedOn)}${followedStateNames[state]}${result}`
  if (state === 'replied') return `已答复${result}`
  return promisedOn !== null && !overdue ? `约定${dayName(promisedOn)}前${promisedWords[state] ?? '答复'}` : `${dayName(filedOn)}提交`
}
