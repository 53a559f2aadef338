import { View } from '@tarojs/components'
import { useNow } from '../platform/api/now'
import { Chip } from '../ui/display/chip'
import { moment, timeLeft } from '../ui/format'
import styles from './promised-time.module.css'

interface PromisedTimeProps {
  /** Label of the promise: `答复时间`. */
  label?: string
  /** Promised instant; null while the clock is paused or there is no promise yet. */
  by: string | null
  /** Text in place of a time while the clock is paused: `等您补充`. */
  paused?: string
}

/** Renders the promised time, the largest text of a request, and how much of it is left. An overdue one is marked. */
export function PromisedTime({ label = '答复时间', by, paused }: PromisedTimeProps) {
  const now = useNow()
  const late = by !== null && Date.parse(by) < now
  return (
    <View>
      <View className={styles.head}>
        <View>{label}</View>
        {by !== null && <Chip tone={late ? 'danger' : 'info'}>{timeLeft(by, now)}</Chip>}
      </View>
      <View className={styles.big}>{by === null ? (paused ?? '还没有定') : `${moment(by, now)} 前`}</View>
    </View>
  )
}
