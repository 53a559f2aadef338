import type { ClockView, RequestDetail } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { aria } from '../../../ui/aria'
import { Card } from '../../../ui/layout/card'
import { cx } from '../../../ui/cx'
import { lasting, moment } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import styles from './clocks.module.css'

const ended = { running: '', paused: '暂停', met: '按时', overdue: '已超时', missed: '超时完成' } as const

/** Returns the state of a deadline in words: `剩 40 分钟`, `按时`, `暂停`. */
const clockWords = ({ state, dueAt }: ClockView, now: number) =>
  state === 'running'
    ? lasting('剩', Date.parse(dueAt) - now)
    : state === 'overdue'
      ? lasting('超时', now - Date.parse(dueAt))
      : ended[state]

function gone({ startedAt, dueAt, stoppedAt, pausedAt }: ClockView, now: number) {
  const end = Date.parse(stoppedAt ?? pausedAt ?? new Date(now).toISOString())
  const whole = Date.parse(dueAt) - Date.parse(startedAt)
  return whole <= 0 ? 100 : Math.round(Math.min(Math.max((end - Date.parse(startedAt)) / whole, 0), 1) * 100)
}

/** Renders every deadline of a request: how much of it has passed, by when, and its rule. */
export function Clocks({ of: r }: { of: RequestDetail }) {
  const now = useNow()
  return (
    <Card title="时限">
      <Stack gap={12}>
        {r.clocks.map((clock) => {
          const late = clock.state === 'overdue' || clock.state === 'missed'
          const words = clockWords(clock, now)
          return (
            <View key={`${clock.kind}-${clock.startedAt}`}>
              <View className={styles.line}>
                <Words size={15} bold>
                  {clock.name}
                </Words>
                <Words size={15} tone={late ? 'danger' : 'second'}>
                  {words} · {moment(clock.dueAt, now)}
                  {clock.missedAt !== null && `（原定${moment(clock.missedAt, now)}，超时过）`}
                </Words>
              </View>
              <View className={styles.track} {...aria({ role: 'progressbar', label: `${clock.name}，${words}` })}>
                <View className={cx(styles.gone, late && styles.late)} style={{ width: `${gone(clock, now)}%` }} />
              </View>
              <Words size={13} tone="third">
                {clock.rule}
              </Words>
            </View>
          )
        })}
      </Stack>
    </Card>
  )
}
