import { ruleWords } from '@doorstep/contract/rule-words'
import { View } from '@tarojs/components'
import type { GridCard } from '@doorstep/contract/grids'
import { photoOf } from '../../../parts/member-photo'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { Avatar } from '../../../ui/display/avatar'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import styles from './index.module.css'

const dutyChips = {
  duty: { text: '值班中', tone: 'done' },
  standIn: { text: '有人代班', tone: 'info' },
  off: { text: '已下班', tone: 'plain' },
} as const

/** Renders the grid member, and who answers now. */
export function Member({ card }: { card: GridCard }) {
  const { member, onDuty, usualReply } = card
  const chip = onDuty && dutyChips[onDuty.state]
  if (!member) {
    return (
      <Card title="网格员">
        <Words tone="second">还没有公布，有事请打监督电话 {card.supervisionPhone}。</Words>
      </Card>
    )
  }
  const { phone } = member
  return (
    <Card>
      <View className={styles.who}>
        <Avatar name={member.name} photo={photoOf(member)} />
        <View className={styles.grow}>
          <View className={styles.nameLine}>
            <Words size={20} bold heading>
              {member.name}
            </Words>
            {chip && (
              <Chip tone={chip.tone} dot={onDuty.state !== 'off'}>
                {chip.text}
              </Chip>
            )}
          </View>
          <Words size={15} tone="second">
            {[member.title, phone].filter(Boolean).join(' · ')}
          </Words>
        </View>
      </View>
      {onDuty && <Words size={15}>{onDuty.says}</Words>}
      {usualReply && (
        <Words size={15} tone="second">
          {ruleWords.usualReply(usualReply.minutes, usualReply.of)}
        </Words>
      )}
      <View className={styles.ways}>
        {phone !== null && (
          <Button icon="phone" label={`给${member.name}打电话`} onTap={() => callPhone(phone)}>
            打电话
          </Button>
        )}
        <Button kind="primary" icon="message" label={`给${member.name}发消息`} onTap={() => go('messages/chat', { grid: card.code })}>
          发消息
        </Button>
      </View>
    </Card>
  )
}

/** Renders everybody else who works in this grid. */
export function Team({ team }: { team: GridCard['team'] }) {
  if (team.length === 0) return null
  return (
    <Card title="网格团队">
      {team.map(({ staffCode, name, title, phone, photo }) => (
        <ListRow
          key={staffCode}
          lead={<Avatar name={name} photo={photoOf({ photo })} size={40} />}
          title={name}
          line={title}
          {...(phone !== null && {
            end: (
              <Button small icon="phone" label={`给${title}${name}打电话`} onTap={() => callPhone(phone)}>
                电话
              </Button>
            ),
          })}
        />
      ))}
    </Card>
  )
}
