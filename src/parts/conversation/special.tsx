import type { Message } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { Icon } from '../../ui/display/icon'
import styles from './chat.module.css'

export type Side = 'resident' | 'team'

const openCase = (side: Side, id: string) => go(side === 'resident' ? 'requests/detail' : 'staff/requests/detail', { id })

/** Renders a system line: who has been notified, which request was made. */
export function SystemLine({ message: { text, requestId }, side, id }: { message: Message; side: Side; id: string }) {
  if (requestId === null) {
    return (
      <View id={id} className={styles.system} {...aria({ role: 'listitem', label: text })}>
        {text}
      </View>
    )
  }
  return (
    <View id={id} className={styles.system}>
      <View
        className={styles.opens}
        onClick={() => void openCase(side, requestId)}
        {...aria({ role: 'button', label: `${text}，看办到哪了` })}
      >
        {text}
        <Icon name="chevron" size={16} />
      </View>
    </View>
  )
}

interface ProposalProps {
  message: Message
  side: Side
  conversationId: string
  /** Id of the request made of the proposal, once the system reports it. */
  filedAs: string | undefined
  id: string
}

/** Renders 转为诉求, the team's proposal; nothing is filed until the resident confirms it on the form. */
export function ProposalCard({ message: { name, proposal, text }, side, conversationId, filedAs, id }: ProposalProps) {
  const mine = side === 'resident'
  const confirm = () =>
    go('requests/file', {
      conversationId,
      categoryCode: proposal?.categoryCode,
      seqs: proposal?.seqs.join(','),
      text: proposal?.text ?? text,
    })
  return (
    <View id={id} className={styles.card} {...aria({ role: 'listitem' })}>
      <View className={styles.cardTitle}>{mine ? `${name}建议把这件事转为诉求` : `${name}已建议转为诉求`}</View>
      <View className={styles.cardText}>{proposal?.text ?? text}</View>
      {filedAs !== undefined ? (
        <Button block small onTap={() => openCase(side, filedAs)}>
          已提交，看办到哪了
        </Button>
      ) : mine ? (
        <Button block kind="primary" onTap={confirm}>
          确认并提交
        </Button>
      ) : (
        <View className={styles.headLine}>等居民确认后提交，提交后这里会显示编号</View>
      )}
    </View>
  )
}
