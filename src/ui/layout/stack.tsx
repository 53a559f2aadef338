import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import styles from './stack.module.css'
import { cx } from '../cx'

interface StackProps {
  children: ReactNode
  /** Side by side instead of one below the other. */
  across?: boolean
  gap?: 4 | 8 | 12 | 16 | 24
  /** Things side by side go on in the next line when they do not fit. */
  wraps?: boolean
}

/** Things in a column, or in a line, with the same space between. */
export function Stack({ children, across, gap = 12, wraps }: StackProps) {
  return (
    <View className={cx(styles.stack, across && styles.across, wraps && styles.wraps)} style={{ gap: `${gap}px` }}>
      {children}
    </View>
  )
}
