import { View } from '@tarojs/components'
import styles from './announce.module.css'
import { aria } from '../aria'

interface AnnounceProps {
  /** What has just changed; read out without moving the focus. Empty announces nothing. */
  children: string
  /** Also visible, below what it belongs to. */
  seen?: boolean
  urgent?: boolean
}

/** Announces a change to screen readers, and shows it on screen if `seen`. */
export function Announce({ children, seen, urgent }: AnnounceProps) {
  return (
    <View
      className={seen ? styles.seen : styles.unseen}
      {...aria({ role: urgent ? 'alert' : 'status', live: urgent ? 'assertive' : 'polite' })}
    >
      {children}
    </View>
  )
}
