import { View } from '@tarojs/components'
import { useNow } from '../platform/api/now'
import { Card } from '../ui/layout/card'
import { Chip } from '../ui/display/chip'
import { cx } from '../ui/cx'
import { moment, timeLeft } from '../ui/format'
import styles from './promised-time.module.css'

interface PromisedTimeProps {
  /** Label of the promise: `答复时间`. */
  label?: string
  /** Promised instant; null while the clock is paused or there is no promise yet. */
  by: string | null
  /** Instant the clock started; draws how much of it has passed. */
  from?: string
  /** Text in place of a time while the clock is paused: `等您补充`. */
  paused?: string
  /** The rule the promise comes from. */
  note?: string | undefined
}

/** Renders the promised time, the largest text of a request. An overdue one is marked. */
export function PromisedTime({ label = '答复时间', by, from, paused, note }: PromisedTimeProps) {
  const now = useNow()
  const end = by === null ? undefined : Date.parse(by)
  const late = end !== undefined && end < now
  const begin = from === undefined ? undefined : Date.parse(from)
  const share =
    end !== undefined && begin !== undefined && end > begin ? Math.min(Math.max((now - begin) / (end - begin), 0), 1) : undefined
  return (
    <Card tone={late ? 'danger' : 'info'}>
      <View className={cx(styles.head, late && styles.late)}>
        <View>{label}</View>
        {by !== null && (
          <Chip tone={late ? 'danger' : 'info'} onTint>
            {timeLeft(by, now)}
          </Chip>
        )}
      </View>
      <View className={styles.big}>{by === null ? (paused ?? '还没有定') : `${moment(by, now)} 前`}</View>
      {share !== undefined && (
        <View className={styles.meter}>
          <View className={cx(styles.gone, late && styles.goneLate)} style={{ width: `${Math.round(share * 100)}%` }} />
        </View>
      )}
      {note !== undefined && <View className={styles.note}>{note}</View>}
    </Card>
  )
}
