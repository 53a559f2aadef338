import type { Conversation } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { useElder } from '../../../platform/device/elder'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import type { Read } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import { Chat, WhenOpen } from '../../../parts/conversation/chat'
import styles from '../../../parts/conversation/chat.module.css'
import { useGridCard } from '../../../parts/grid-card'
import { promiseOf } from '../../../parts/conversation/promise'
import { Head } from './header'
import { NightPhone } from './night'
import { useConversation } from './use-conversation'

/** Renders what to write when the grid member is to fill in a form for somebody. */
const ProxyHint = ({ name }: { name: string }) => (
  <View className={styles.hint}>
    请{name}代您办：说清是什么事、在哪里。{name}填好后会发到这里，您点“确认并提交”就行。
  </View>
)

/** Renders what to write when the grid member is to book, move or cancel for somebody: they arrange it with the venue and report here. */
const BookingHint = ({ name }: { name: string }) => (
  <View className={styles.hint}>
    请{name}代您办：下面的话可以直接发，也可以再说说哪天方便、给谁约。{name}和服务点说好后，会在这里告诉您。
  </View>
)

interface ResidentChatProps {
  of: Read<Conversation> & { value: Conversation }
  speak: boolean
  proxy: boolean
  /** For a booking: initial text of the field. */
  say: string
}

function ResidentChat({ of, speak, proxy, say }: ResidentChatProps) {
  const { id, grid, withName } = of.value
  const { elder } = useElder()
  const now = useNow()
  const card = useGridCard(grid.code)
  const convert = (seqs: readonly number[], text: string) =>
    go('requests/file', { conversationId: id, seqs: seqs.join(','), ...(text !== '' && { text }) })
  return (
    <Chat
      of={of}
      side="resident"
      head={<Head of={of.value} card={card.value} />}
      promised={promiseOf(of.value, card.value, now)}
      beside={card.value && <NightPhone card={card.value} />}
      to={withName}
      welcome={`有事直接跟${withName}说，打字、说话、发照片都可以。`}
      voiceFirst={(elder || speak) && say === ''}
      {...(proxy && { hint: <ProxyHint name={withName} />, begin: '请您代我办一件事：' })}
      {...(say !== '' && { hint: <BookingHint name={withName} />, begin: say })}
      convert={elder ? undefined : { label: '转为诉求', go: convert }}
    />
  )
}

/** Renders the resident's conversation with the grid's team. */
export default function ChatPage() {
  const { id, grid, voice, hint, say } = useParams('id', 'grid', 'voice', 'hint', 'say')
  const conversation = useConversation(id, grid)
  return (
    <Screen flush title={conversation.value ? `和${conversation.value.withName}对话` : '和网格员对话'}>
      <WhenOpen of={conversation}>
        {(open) => <ResidentChat of={open} speak={voice === '1'} proxy={hint === 'proxy'} say={hint === 'booking' ? say : ''} />}
      </WhenOpen>
    </Screen>
  )
}
