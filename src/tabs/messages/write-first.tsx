import { View } from '@tarojs/components'
import type { GridCard } from '@doorstep/contract/grids'
import { useNow } from '../../platform/api/now'
import { nothingWaits, promiseOf } from '../../parts/conversation/promise'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { Avatar } from '../../ui/display/avatar'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Empty } from '../../ui/layout/empty'
import { ListRow } from '../../ui/display/list-row'
import { Stack } from '../../ui/layout/stack'

/** Rendered while there is no conversation: writes to the grid member of this grid, or leads to finding one. */
export function WriteFirst({ card, gridKnown }: { card: GridCard | undefined; gridKnown: boolean }) {
  const { elder } = useElder()
  const now = useNow()
  if (!card) {
    if (gridKnown) return null
    return (
      <Empty
        icon="message"
        title="还没有消息"
        text="先找到您家的网格，就能给网格员发消息、说话、发照片。"
        action={{ text: '找我的网格', onTap: () => go('grids/find'), primary: true }}
      />
    )
  }
  const name = card.onDuty?.name ?? card.member?.name
  const line = promiseOf(nothingWaits, card, now).text || card.dutySays
  return (
    <Card>
      <Stack>
        <View>
          <ListRow lead={<Avatar name={name ?? card.name} size={44} />} title={name ? `${name} · ${card.name}` : card.name} line={line} />
        </View>
        <Button
          kind="primary"
          block
          icon={elder ? 'mic' : 'message'}
          onTap={() => go('messages/chat', { grid: card.code, ...(elder && { voice: 1 }) })}
        >
          {elder ? `说给${name ?? '网格员'}听` : `给${name ?? '网格员'}发消息`}
        </Button>
      </Stack>
    </Card>
  )
}
