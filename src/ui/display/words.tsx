import { Text as NativeText, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './words.module.css'

interface WordsProps {
  children: ReactNode
  /** 24 page head · 20 title · 17 body · 15 second · 13 label. */
  size?: 24 | 20 | 17 | 15 | 13
  tone?: 'ink' | 'second' | 'third' | 'brand' | 'danger' | 'done' | 'warning'
  bold?: boolean
  /** Keeps line breaks as they were written. */
  asWritten?: boolean
  /** Renders inside a sentence. */
  inline?: boolean
  heading?: boolean
}

/** Renders text on the type scale. */
export function Words({ children, size = 17, tone = 'ink', bold, asWritten, inline, heading }: WordsProps) {
  const className = cx(styles[`t${size}`], tone !== 'ink' && styles[tone], bold && styles.bold, asWritten && styles.asWritten)
  if (inline) return <NativeText className={className}>{children}</NativeText>
  return (
    <View className={className} {...aria(heading ? { role: 'heading' } : {})}>
      {children}
    </View>
  )
}
