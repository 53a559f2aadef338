import type { GridCard } from '@doorstep/contract/grids'
import type { Conversation } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { photoOf } from '../../../parts/member-photo'
import { nightPhoneOf } from '../../../parts/night-phone'
import { useNow } from '../../../platform/api/now'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { aria } from '../../../ui/aria'
import { Avatar } from '../../../ui/display/avatar'
import { Chip } from '../../../ui/display/chip'
import { Icon } from '../../../ui/display/icon'
import styles from '../../../parts/conversation/chat.module.css'

const chips = {
  duty: { text: '值班中', tone: 'done' },
  standIn: { text: '代班中', tone: 'info' },
  off: { text: '已下班', tone: 'plain' },
} as const

/** Renders who answers now, with the phone next to it. */
export function Head({ of: { grid, withName }, card }: { of: Conversation; card: GridCard | undefined }) {
  const chip = card?.onDuty && chips[card.onDuty.state]
  const answering = card && [card.member, ...card.team].find((one) => one?.staffCode === (card.onDuty ?? card.member)?.staffCode)
  const now = useNow()
  const night = nightPhoneOf(card, now)
  const phone = night ?? answering?.phone ?? null
  const to = night === null ? withName : '夜间值班'
  const line = `${grid.community.name} ${grid.name}`
  return (
    <View className={styles.head}>
      <Avatar name={withName} photo={photoOf(answering)} size={40} />
      <View
        className={styles.headText}
        onClick={() => void go('grids/card', { code: grid.code })}
        {...aria({ role: 'button', label: [withName, chip?.text, line, '看网格公示牌'].filter(Boolean).join('，') })}
      >
        <View className={styles.headName}>
          {withName}
          {chip && (
            <Chip tone={chip.tone} dot>
              {chip.text}
            </Chip>
          )}
        </View>
        <View className={styles.headLine}>{line}</View>
      </View>
      {phone !== null && (
        <View className={styles.headAct} onClick={() => void callPhone(phone)} {...aria({ role: 'button', label: `给${to}打电话` })}>
          <Icon name="phone" size={22} />
        </View>
      )}
    </View>
  )
}
