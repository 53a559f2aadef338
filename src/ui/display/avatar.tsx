import { Image, View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './avatar.module.css'

interface AvatarProps {
  name: string
  /** URL of a photo; without one the first character of the name is shown. */
  photo?: string | undefined
  size?: number
}

/** Renders a photo, or the first character of the name. */
export function Avatar({ name, photo, size = 52 }: AvatarProps) {
  const side = `calc(${size}px * var(--fs))`
  return (
    <View
      className={styles.avatar}
      style={{ width: side, height: side, fontSize: `calc(${Math.round(size * 0.42)}px * var(--fs))` }}
      {...aria({ hidden: true })}
    >
      {photo ? <Image className={styles.photo ?? ''} src={photo} mode="aspectFill" /> : name.slice(0, 1)}
    </View>
  )
}
