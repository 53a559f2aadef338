import { View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './badge.module.css'

/** Renders a number of unread items; nothing at zero. */
export function Badge({ count, label = `${count} 条未读` }: { count: number; label?: string }) {
  if (count <= 0) return null
  return (
    <View className={styles.badge} {...aria({ role: 'img', label })}>
      {count > 99 ? '99+' : String(count)}
    </View>
  )
}
