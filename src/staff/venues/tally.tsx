import { View } from '@tarojs/components'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import styles from './tally.module.css'

interface Count {
  label: string
  count: number | string
  /** Highlights the number, as for no-shows. */
  warns?: boolean
}

/** Renders a few numbers side by side, each under its label. */
export function Tally({ counts }: { counts: readonly Count[] }) {
  return (
    <View className={styles.tally}>
      {counts.map(({ label, count, warns }) => (
        <View key={label} className={styles.count} {...aria({ role: 'group', label: `${label} ${count}` })}>
          <View className={cx(styles.number, warns && count !== 0 && styles.warns)}>{String(count)}</View>
          <View className={styles.label}>{label}</View>
        </View>
      ))}
    </View>
  )
}
