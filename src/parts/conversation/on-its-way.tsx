import { Image, View } from '@tarojs/components'
import { discard, retry, type Waiting } from '../../platform/sending/outbox-queue'
import { isOffline, type Problem } from '../../platform/api/result'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { cx } from '../../ui/cx'
import { VoiceNote } from '../../ui/display/voice-note'
import styles from './chat.module.css'
import { forgetMedia, retryMedia, type OnItsWay } from './media-queue'

const later = '待发送，有网络时自动发出'

/** Returns the status of a message in the offline queue in words; `problem` is set when the user has to decide. */
export function sendStatusOf({ state, problem }: Waiting, online: boolean): { word: string; problem: Problem | undefined } {
  if (state === 'failed') return { word: `没有发出：${problem?.detail ?? ''}`, problem }
  if (state === 'sending') return { word: '正在发送', problem: undefined }
  return { word: online && !problem ? '待发送' : later, problem: undefined }
}

function Choices({ again, drop }: { again: () => void; drop: () => void }) {
  return (
    <View className={styles.ways}>
      <Button small onTap={again}>
        再发一次
      </Button>
      <Button small kind="danger" onTap={drop}>
        删除
      </Button>
    </View>
  )
}

/** Renders the choices for a message that was refused. */
export const Ways = ({ clientId }: { clientId: string }) => <Choices again={() => retry(clientId)} drop={() => discard(clientId)} />

/** Renders a photo or voice note that is being uploaded. */
export function MediaBubble({ media: { key, kind, path, seconds, percent, problem } }: { media: OnItsWay }) {
  const waits = problem && isOffline(problem)
  const word = waits ? later : problem ? `没有传上：${problem.detail}` : `正在上传 ${percent}%`
  return (
    <View className={cx(styles.row, styles.mine)} {...aria({ role: 'listitem' })}>
      {kind === 'photo' ? (
        <Image className={cx(styles.photo, styles.faded)} style={{ width: '120px', height: '120px' }} src={path} mode="aspectFill" />
      ) : (
        <VoiceNote local url={path} seconds={seconds} />
      )}
      <View className={cx(styles.tick, problem && styles.failed)} {...aria({ role: 'status' })}>
        {word}
      </View>
      {problem && <Choices again={() => retryMedia(key)} drop={() => forgetMedia(key)} />}
    </View>
  )
}
