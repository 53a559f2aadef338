import { Image, View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './avatar.module.css'

interface AvatarProps {
  name: string
  /** URL of a photo; without one the first character of the name is shown. */
  photo?: string | undefined
  size?: number
}

// In the browser the sheet draws the character: as text it would belong to the words of the row around it, which nobody says.
const inSheet = process.env.TARO_ENV === 'h5'

/** Renders a photo, or the first character of the name. */
export function Avatar({ name, photo, size = 52 }: AvatarProps) {
  const side = `calc(${size}px * var(--fs))`
  const initial = name.slice(0, 1)
  const drawn = inSheet && !photo
  return (
    <View
      className={cx(styles.avatar, drawn && styles.drawn)}
      {...(drawn && { 'data-initial': initial })}
      style={{ width: side, height: side, fontSize: `calc(${Math.round(size * 0.42)}px * var(--fs))` }}
      {...aria({ hidden: true })}
    >
      {photo ? <Image className={styles.photo ?? ''} src={photo} mode="aspectFill" /> : !drawn && initial}
    </View>
  )
}
