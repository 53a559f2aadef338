import { View } from '@tarojs/components'
import styles from './announce.module.css'
import { aria } from '../aria'

interface AnnounceProps {
  /** What has just changed; read out without moving the reader's place. Empty says nothing. */
  children: string
  /** Also on screen, under what it belongs to. */
  seen?: boolean
  urgent?: boolean
}

/** Says a change of state to a screen reader, and on screen when asked to. */
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
