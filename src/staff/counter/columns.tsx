import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useWide } from '../../platform/device/wide'
import { cx } from '../../ui/cx'
import styles from './columns.module.css'

/** Renders two columns on a wide screen, one below the other on a phone. `side` is the narrow one. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  const wide = useWide()
  return (
    <View className={cx(styles.columns, wide && styles.wide)}>
      <View className={styles.column}>{main}</View>
      <View className={styles.column}>{side}</View>
    </View>
  )
}
