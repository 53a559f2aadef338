import { Image, View } from '@tarojs/components'
import { useOnline } from '../../platform/network'
import { discard, retry, type Waiting } from '../../platform/outbox-queue'
import { isOffline, type Problem } from '../../platform/result'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import { VoiceNote } from '../../ui/voice-note'
import styles from './chat.module.css'
import { forgetMedia, retryMedia, type OnItsWay } from './media-queue'

interface StandingProps {
  state: string
  problem: Problem | undefined
  again: () => void
  drop: () => void
}

/** How far something not yet sent has got, and what can be done about a failure. */
function Standing({ state, problem, again, drop }: StandingProps) {
  return (
    <>
      <View className={cx(styles.tick, problem && styles.failed)} {...aria({ role: 'status' })}>
        {state}
      </View>
      {problem && (
        <View className={styles.ways}>
          <Button small onTap={again}>
            再发一次
          </Button>
          <Button small kind="danger" onTap={drop}>
            删除
          </Button>
        </View>
      )}
    </>
  )
}

const wordOf = { text: '', photo: '照片', voice: '语音' } as const

/** A message in the outbox: waiting for the network, on its way, or refused. */
export function WaitingBubble({ waiting: { message, state, problem } }: { waiting: Waiting }) {
  const online = useOnline()
  const failure = state === 'failed' ? problem : undefined
  const word = failure ? `没有发出:${failure.detail}` : state === 'sending' ? '正在发送' : online ? '待发送' : '待发送,有网络时自动发出'
  const text = message.kind === 'text' ? message.text : wordOf[message.kind]
  return (
    <View className={cx(styles.row, styles.mine)} {...aria({ role: 'listitem', label: `我说,${text},${word}` })}>
      <View className={cx(styles.bubble, state !== 'sending' && styles.faded)}>{text}</View>
      <Standing state={word} problem={failure} again={() => retry(message.clientId)} drop={() => discard(message.clientId)} />
    </View>
  )
}

/** A photo or voice note being uploaded. */
export function MediaBubble({ media: { key, kind, path, seconds, percent, problem } }: { media: OnItsWay }) {
  const waits = problem && isOffline(problem)
  const word = waits ? '待发送,有网络时自动发出' : problem ? `没有传上:${problem.detail}` : `正在上传 ${percent}%`
  return (
    <View className={cx(styles.row, styles.mine)} {...aria({ role: 'listitem' })}>
      {kind === 'photo' ? (
        <Image className={cx(styles.photo, styles.faded)} style={{ width: '120px', height: '120px' }} src={path} mode="aspectFill" />
      ) : (
        <VoiceNote local url={path} seconds={seconds} />
      )}
      <Standing state={word} problem={problem} again={() => retryMedia(key)} drop={() => forgetMedia(key)} />
    </View>
  )
}
