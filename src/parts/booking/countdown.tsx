import { hourMs, minuteMs, secondMs } from '@doorstep/contract/time-words'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { onClockSet, serverNow } from '../../platform/api/server-clock'
import { useOnShow } from '../../platform/navigation/visible'
import { Announce } from '../../ui/layout/announce'
import { aria } from '../../ui/aria'
import { duration, moment } from '../../ui/format'
import { Words } from '../../ui/display/words'

/** Returns the milliseconds until the displayed text changes: a whole minute before the last one, then a second. */
const untilNext = (left: number) => (left > minuteMs ? left % minuteMs : left % secondMs) + 1

/**
 * Returns the milliseconds left until an instant, never below 0. Updates whenever the displayed text changes and when the page is shown
 * again.
 */
export function useTimeLeft(until: string | null): number {
  const end = until === null ? 0 : Date.parse(until)
  const [now, setNow] = useState(serverNow)
  const left = Math.max(end - now, 0)
  useOnShow(() => setNow(serverNow()))
  useEffect(() => onClockSet(() => setNow(serverNow())), [])
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setNow(serverNow()), untilNext(left))
    return () => clearTimeout(timer)
  }, [left])
  return left
}

/** Returns the time left in words: `还剩 4 分钟`, in the last minute `还剩 42 秒`, rounded down; past noon or the night as its end: `到明天 8:45`. */
export const leftWords = (left: number, until: string) =>
  left >= hourMs ? `到${moment(until)}` : `还剩 ${left >= minuteMs ? duration(left) : `${Math.max(Math.floor(left / secondMs), 1)} 秒`}`

/** Returns the text for screen readers: changes each minute, then at 30 and 10 seconds, not each second. */
export function spokenLeft(left: number, until: string) {
  if (left <= 0) return ''
  if (left >= minuteMs) return leftWords(left, until)
  return left > 30 * secondMs ? '还剩不到 1 分钟' : left > 10 * secondMs ? '还剩 30 秒' : '还剩 10 秒'
}

/** Renders a countdown in words, announced to screen readers. It does not flash. */
export function Countdown({ left, until, children }: { left: number; until: string; children: string }) {
  const words = `${children}，${leftWords(left, until)}`
  return (
    <View>
      <View {...aria({ role: 'group', label: words })}>
        <Words size={15} tone="second">
          {words}
        </Words>
      </View>
      <Announce>{spokenLeft(left, until)}</Announce>
    </View>
  )
}
