import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '../aria'
import styles from './card.module.css'
import { cx } from '../cx'

interface CardProps {
  children: ReactNode
  title?: string
  /** Link to the rest, next to the title: `{ text: '全部 2', onTap }`. */
  more?: { text: string; onTap: () => unknown }
  tone?: 'info' | 'warning' | 'danger'
  /** Makes the whole card one button; `label` says what it opens. */
  onTap?: () => unknown
  label?: string
}

/** Renders a surface that groups its content. */
export function Card({ children, title, more, tone, onTap, label }: CardProps) {
  return (
    <View
      className={cx(styles.card, tone && styles[tone], onTap && styles.tap)}
      hoverClass={onTap ? (styles.pressed ?? 'none') : 'none'}
      onClick={() => onTap?.()}
      {...aria(onTap ? { role: 'button', label } : {})}
    >
      {title !== undefined && (
        <View className={styles.head}>
          <View className={styles.title} {...aria({ role: 'heading' })}>
            {title}
          </View>
          {more && (
            <View className={styles.more} onClick={() => more.onTap()} {...aria({ role: 'button', label: `${title}，${more.text}` })}>
              {more.text}
            </View>
          )}
        </View>
      )}
      {children}
    </View>
  )
}
