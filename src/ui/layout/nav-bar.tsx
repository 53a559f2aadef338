import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { back } from '../../platform/navigation/navigate'
import { aria } from '../aria'
import { cx } from '../cx'
import { Icon } from '../display/icon'
import styles from './nav-bar.module.css'

interface NavBarProps {
  /** The page's title, in the middle. */
  title?: string
  /** Where the button at the left leads; without one there is none. */
  way?: 'back' | 'home' | undefined
  /** White on red, as the head band that follows it. */
  brand?: boolean
  /** Stands at the left in place of the title. */
  children?: ReactNode
}

/** Renders the navigation bar: it stays at the top and leaves the status bar and WeChat's capsule free. */
export function NavBar({ title, way, brand = false, children }: NavBarProps) {
  return (
    <View className={cx(styles.nav, brand && styles.brand)} {...aria({ role: 'banner' })}>
      <View className={styles.row}>
        {way && (
          <View className={styles.way} onClick={() => void back()} {...aria({ role: 'button', label: way === 'back' ? '返回' : '回首页' })}>
            <Icon name={way} />
          </View>
        )}
        {title !== undefined && title !== '' && (
          <View className={styles.title} {...aria({ role: 'heading', level: 1 })}>
            {title}
          </View>
        )}
        {children && <View className={styles.own}>{children}</View>}
      </View>
    </View>
  )
}
