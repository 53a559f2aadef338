import { View } from '@tarojs/components'
import type { GridCard } from '@doorstep/contract/grids'
import { useState } from 'react'
import { useNow } from '../../platform/api/now'
import { callPhone } from '../../platform/device/call'
import { go } from '../../platform/navigation/navigate'
import { Button } from '../../ui/input/button'
import { Sheet } from '../../ui/layout/sheet'
import { faceOf } from './face'
import styles from './index.module.css'

/** Renders the home page of 长辈版 under the grid member: three entries, and the grid member for everything else. */
export function ElderWays({ card }: { card: GridCard | undefined }) {
  const [asking, setAsking] = useState(false)
  const now = useNow()
  const face = card && faceOf(card, now)
  const call = face?.call
  const close = (then: () => unknown) => () => {
    setAsking(false)
    return then()
  }
  return (
    <>
      <View className={styles.pair}>
        <Button onTap={() => go('services')}>约服务</Button>
        <Button onTap={() => go('notices/list', { grid: card?.code })}>看公告</Button>
      </View>
      {card && face ? (
        <Button kind="outline" block label="请网格员代我办，他来填写，您只要说" onTap={() => setAsking(true)}>
          请网格员代我办
        </Button>
      ) : (
        <Button kind="outline" block onTap={() => go('requests/file')}>
          我要提诉求
        </Button>
      )}
      {card && face && (
        <Sheet open={asking} title={`请${face.name}代您办`} onClose={() => setAsking(false)}>
          {call && (
            <Button kind="primary" icon="phone" block onTap={close(() => callPhone(call.number))}>
              {call.to === face.name ? '打电话说' : `打${call.to}电话说`}
            </Button>
          )}
          <Button icon="mic" block onTap={close(() => go('messages/chat', { grid: card.code, voice: 1, hint: 'proxy' }))}>
            录音说
          </Button>
          <Button kind="quiet" icon="pen" block onTap={close(() => go('requests/file'))}>
            我自己填
          </Button>
        </Sheet>
      )}
    </>
  )
}
