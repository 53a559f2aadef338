import { View } from '@tarojs/components'
import type { Home } from '@doorstep/contract/account'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

interface HomeCardProps {
  home: Home
  onRemove: () => void
}

/** Renders one home: its address, its grid, and the actions on it. */
export function HomeCard({ home, onRemove }: HomeCardProps) {
  const { id, label, building, unit, room, current } = home
  const use = useSend('PUT /v1/homes/{id}/current', ['GET /v1/session', 'GET /v1/notices'])
  return (
    <Card>
      <Stack>
        <View>
          <Stack across gap={8} wraps>
            <Words size={20} bold heading>
              {label}
            </Words>
            {current && (
              <Chip tone="done" dot>
                首页显示这里
              </Chip>
            )}
          </Stack>
          <Words>{[building.name, unit, room].filter(Boolean).join(' ')}</Words>
          <Words size={15} tone="second">
            {building.communityName} · {building.gridName}
          </Words>
        </View>
        <Stack across gap={8} wraps>
          {!current && (
            <Button small kind="outline" busy={use.sending} label={`首页显示这里，${label}`} onTap={() => use.send({ params: { id } })}>
              首页显示这里
            </Button>
          )}
          <Button small label={`修改${label}`} onTap={() => go('account/bind', { home: id })}>
            修改
          </Button>
          <Button small label={`移走${label}`} onTap={onRemove}>
            移走
          </Button>
        </Stack>
        {use.problem && (
          <Announce urgent seen>
            {use.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}
