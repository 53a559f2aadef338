import { ScrollView, View } from '@tarojs/components'
import type { DayRow } from '@doorstep/contract/services/views'
import { useEffect, useState } from 'react'
import { useElder } from '../../platform/device/elder'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import styles from './day-strip.module.css'
import { dayName, dayParts } from '../../ui/format'

/** Returns the text of a day in the strip, short, and in full for screen readers. */
function dayWords({ state, free, says }: DayRow): { short: string; full: string } {
  const words = {
    open: { short: `余 ${free}`, full: `还有 ${free} 个位置` },
    full: { short: '已满', full: '已约满，可以候补' },
    closed: { short: '休', full: says === '' ? '不开放' : says },
    over: { short: '已截止', full: says === '' ? '预约已截止' : says },
    later: { short: '未开', full: says === '' ? '还没有开放预约' : says },
  }
  return words[state]
}

/** Returns the days for elder mode: those with something to book and the one shown, seven at most; where there is none, a week. */
function fewer(days: readonly DayRow[], chosen: string | undefined) {
  const useful = days.filter(({ day, state }) => state === 'open' || state === 'full' || day === chosen)
  return (useful.some(({ state }) => state === 'open' || state === 'full') ? useful : days).slice(0, 7)
}

/** Days of the strip that are in sight at its beginning. The browser scrolls the page too when it scrolls to one: only a later one is worth that. */
const inSight = 4

interface DayStripProps {
  days: readonly DayRow[]
  chosen: string | undefined
  onChoose: (day: string) => void
  /** Shows the days before or after these; left out where there are none. */
  onEarlier?: (() => void) | undefined
  onLater?: (() => void) | undefined
}

/** Renders the days of a service side by side, each with what is free. Every day can be chosen: one without free seats explains why. */
export function DayStrip({ days, chosen, onChoose, onEarlier, onLater }: DayStripProps) {
  const { elder } = useElder()
  const head = days[0]?.day
  // Followed as it stood when these days were first drawn: a day that was tapped is in sight.
  const [opened, setOpened] = useState({ head, day: chosen })
  if (opened.head !== head) setOpened({ head, day: chosen })
  const away = days.findIndex(({ day }) => day === opened.day) >= inSight ? opened.day : undefined
  // Set after the days are drawn: the browser's scroll view only follows a change.
  const [into, setInto] = useState('')
  useEffect(() => {
    const drawn = setTimeout(() => setInto(away === undefined ? '' : `d${away}`), 0)
    return () => clearTimeout(drawn)
  }, [away])
  const cells = (elder ? fewer(days, chosen) : days).map((row) => {
    const { weekday, date } = dayParts(row.day)
    const { short, full } = dayWords(row)
    const on = row.day === chosen
    return (
      <View
        key={row.day}
        id={`d${row.day}`}
        className={cx(styles.day, elder && styles.large, row.state !== 'open' && styles.quiet, on && styles.on)}
        onClick={() => onChoose(row.day)}
        {...aria({ role: 'radio', label: `${dayName(row.day)}，${full}`, checked: on })}
      >
        <View className={styles.weekday}>{weekday}</View>
        <View className={styles.date}>{date}</View>
        <View className={styles.free}>{short}</View>
      </View>
    )
  })
  const turn = (text: string, label: string, onTap: (() => void) | undefined) =>
    onTap && (
      <View className={cx(styles.turn, elder && styles.wide)} onClick={onTap} {...aria({ role: 'button', label })}>
        {text}
      </View>
    )
  const all = (
    <View className={elder ? styles.wrap : styles.strip} {...aria({ role: 'radiogroup', label: '选哪一天' })}>
      {turn('更早', '看更早的日子', onEarlier)}
      {cells}
      {turn('更晚', '看更晚的日子', onLater)}
    </View>
  )
  if (elder) return all
  return (
    <ScrollView key={head} scrollX enhanced showScrollbar={false} scrollIntoView={into}>
      {all}
    </ScrollView>
  )
}
