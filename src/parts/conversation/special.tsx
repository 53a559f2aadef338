import type { Message } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { useRef } from 'react'
import { newId } from '../../platform/api/ids'
import { useNow } from '../../platform/api/now'
import { useSend } from '../../platform/api/query'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { Icon } from '../../ui/display/icon'
import { NextSteps } from '../next-steps'
import { hasExpired, useConfirm, type Fate } from '../behalf/proposal'
import { Proposed } from '../behalf/proposed'
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
  fate: Fate
  id: string
}

/** Renders 转为诉求, the team's proposal; nothing is filed until the resident confirms it. */
export function ProposalCard({ message, side, conversationId, fate, id }: ProposalProps) {
  const { name, proposal, text } = message
  const mine = side === 'resident'
  const now = useNow()
  return (
    <View id={id} className={styles.card} {...aria({ role: 'listitem' })}>
      <View className={styles.cardTitle}>{mine ? `${name}建议把这件事转为诉求` : `${name}已建议转为诉求`}</View>
      <View className={styles.cardText}>{proposal?.text ?? text}</View>
      <Proposed proposal={proposal} />
      {fate.is === 'filed' ? (
        <Button block small onTap={() => openCase(side, fate.requestId)}>
          已提交，看办到哪了
        </Button>
      ) : fate.is === 'replaced' ? (
        <View className={styles.headLine}>{mine ? '这一份没有提交，已换成后面新的一份' : '居民没有提交，已换成后面新的一份'}</View>
      ) : hasExpired(message, now) ? (
        <>
          <View className={styles.headLine}>
            {mine ? '已过期，没有提交。还要办，请说一声，可以再建议一次' : '已过期，居民没有确认，没有提交'}
          </View>
          {!mine && <Renew message={message} conversationId={conversationId} />}
        </>
      ) : mine ? (
        <Confirm message={message} conversationId={conversationId} />
      ) : (
        <View className={styles.headLine}>等居民确认后提交，提交后这里会显示编号</View>
      )}
    </View>
  )
}

/** Renders the resident's answer to a proposal: filed as it is, in one tap, or changed first. */
function Confirm({ message, conversationId }: { message: Message; conversationId: string }) {
  const { confirm, open, sending, problem } = useConfirm(conversationId, message)
  return (
    <>
      <Button block kind="primary" busy={sending} onTap={confirm}>
        确认并提交
      </Button>
      <Button block kind="quiet" onTap={open}>
        先改一改
      </Button>
      <NextSteps problem={problem} />
    </>
  )
}

/** Renders the team's way to make a proposal anew that is over: the same words, to be confirmed from now on. */
function Renew({ message: { proposal }, conversationId }: { message: Message; conversationId: string }) {
  const renewed = useSend('POST /v1/conversations/{id}/proposals', ['GET /v1/conversations'])
  const clientId = useRef(newId())
  if (proposal === null) return null
  const renew = () => renewed.send({ params: { id: conversationId }, body: { clientId: clientId.current, ...proposal } })
  return (
    <>
      <Button block small busy={renewed.sending} onTap={renew}>
        再建议一次
      </Button>
      <NextSteps problem={renewed.problem} />
    </>
  )
}
