import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import styles from './stack.module.css'
import { cx } from '../cx'

interface StackProps {
  children: ReactNode
  /** Side by side instead of one below the other. */
  across?: boolean
  gap?: 4 | 8 | 12 | 16 | 24
  /** Wraps to the next line when the children do not fit. */
  wraps?: boolean
}

/** Renders its children in a column, or in a row, with the same gap between them. */
export function Stack({ children, across, gap = 12, wraps }: StackProps) {
  return (
    <View className={cx(styles.stack, across && styles.across, wraps && styles.wraps)} style={{ gap: `${gap}px` }}>
      {children}
    </View>
  )
}
