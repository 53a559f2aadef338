import { View } from '@tarojs/components'
import type { GridCard } from '@doorstep/contract/grids'
import { callPhone } from '../../platform/device/call'
import { useNow } from '../../platform/api/now'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Avatar } from '../../ui/display/avatar'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { Icon } from '../../ui/display/icon'
import { said } from '../../ui/display/said'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { faceOf, type Face } from './face'
import styles from './index.module.css'

interface Ways {
  name: string
  elder: boolean
  /** Whether something else on the page is the one action: then neither of these is. */
  calm: boolean
}

const Call = ({ name, call, elder, calm }: Ways & { call: NonNullable<Face['call']> }) => {
  const text = elder ? `给${call.to}打电话` : call.to === name ? '打电话' : call.to
  return (
    <Button
      kind={elder && !calm ? 'primary' : 'plain'}
      icon="phone"
      label={`给${call.to}打电话`}
      block={elder}
      onTap={() => callPhone(call.number)}
    >
      {text}
    </Button>
  )
}

const Write = ({ name, grid, elder, alone, calm }: Ways & { grid: string; alone: boolean }) => (
  <Button
    kind={calm || (elder && !alone) ? 'plain' : 'primary'}
    icon={elder ? 'mic' : 'message'}
    label={elder ? `录音说给${name}听` : `给${name}发消息`}
    block={elder}
    onTap={() => go('messages/chat', { grid, ...(elder && { voice: 1 }) })}
  >
    {elder ? `说给${name}听` : '发消息'}
  </Button>
)

function Who({ face, grid, elder }: { face: Face; grid: string; elder: boolean }) {
  const { name, title, photo, chip, line } = face
  const seen = elder && chip.tone === 'done' ? `${title} · ${chip.text}` : line
  return (
    <View
      className={styles.who}
      hoverClass={styles.pressed ?? 'none'}
      onClick={() => void go('grids/card', { code: grid })}
      {...aria({ role: 'button', label: said(name, !elder && chip.text, seen, '查看网格公示牌') })}
    >
      <Avatar name={name} photo={photo} />
      <View className={styles.grow}>
        <View className={styles.nameLine}>
          <Words size={20} bold>
            {name}
          </Words>
          {!elder && (
            <Chip tone={chip.tone} dot={chip.dot}>
              {chip.text}
            </Chip>
          )}
        </View>
        <Words size={15} tone="second">
          {seen}
        </Words>
      </View>
      {!elder && (
        <View className={styles.faint}>
          <Icon name="chevron" size={20} />
        </View>
      )}
    </View>
  )
}

/** Renders the grid member's card, with message and phone; `calm` while something on the page waits for the resident. */
export function MemberCard({ card, calm }: { card: GridCard; calm: boolean }) {
  const { elder } = useElder()
  const face = faceOf(card, useNow())
  if (!face) {
    return (
      <Card>
        <Stack>
          <Words bold>这个网格的网格员还没有公布</Words>
          <Words size={15} tone="second">
            有事可以先打监督电话，街道会告诉您找谁。
          </Words>
          <Button kind="primary" icon="phone" block onTap={() => callPhone(card.supervisionPhone)}>
            打监督电话
          </Button>
        </Stack>
      </Card>
    )
  }
  const { name, call } = face
  return (
    <Card>
      <Who face={face} grid={card.code} elder={elder} />
      <View className={elder ? styles.waysDown : styles.ways}>
        {call !== null && <Call name={name} call={call} elder={elder} calm={calm} />}
        <Write name={name} grid={card.code} elder={elder} alone={call === null} calm={calm} />
      </View>
    </Card>
  )
}
