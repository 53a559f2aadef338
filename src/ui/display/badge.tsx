import { View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './badge.module.css'

/** Returns a number of unread items in words. */
export const countSays = (count: number) => `${count} 条未读`

/** Renders a number of unread items; nothing at zero. */
export function Badge({ count, label = countSays(count) }: { count: number; label?: string }) {
  if (count <= 0) return null
  return (
    <View className={styles.badge} {...aria({ role: 'img', label })}>
      {count > 99 ? '99+' : String(count)}
    </View>
  )
}
