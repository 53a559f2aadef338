import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '../aria'
import { cx } from '../cx'
import { moment } from '../format'
import styles from './timeline.module.css'

export interface Step {
  key: string
  /** Who did what. */
  title: string
  line?: string | undefined
  /** An instant; left out for steps still to come. */
  at?: string | undefined
  state: 'done' | 'now' | 'next'
  /** Photos or a voice note, below the text. */
  more?: ReactNode
}

const spoken = { done: '已完成', now: '现在', next: '接下来' } as const

/** Renders what happened and what happens next, top to bottom. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  return (
    <View {...aria({ role: 'list', label: '办理经过' })}>
      {steps.map(({ key, title, line, at, state, more }) => (
        <View key={key} className={cx(styles.step, state !== 'done' && styles[state])} {...aria({ role: 'listitem' })}>
          <View className={styles.dot} {...aria({ role: 'img', label: spoken[state] })} />
          <View className={styles.top}>
            <View className={styles.title}>{title}</View>
            {at !== undefined && <View className={styles.time}>{moment(at)}</View>}
          </View>
          {line !== undefined && line !== '' && <View className={styles.line}>{line}</View>}
          {more}
        </View>
      ))}
    </View>
  )
}
