import { View } from '@tarojs/components'
import { useElder } from '../../platform/device/elder'
import { useShownTab } from '../../platform/navigation/here'
import { go } from '../../platform/navigation/navigate'
import { tabs, type Tab } from '../../platform/navigation/pages'
import { useUnread } from '../../platform/navigation/unread'
import { aria } from '../aria'
import { cx } from '../cx'
import { Badge, countSays } from '../display/badge'
import { Icon } from '../display/icon'
import tokens from '../tokens.module.css'
import styles from './tab-bar.module.css'

const names = Object.keys(tabs) as Tab[]

/** Renders the four tabs at the lower edge; the shown one is red and announced to screen readers, unread messages are counted. */
export function TabBar() {
  const { elder, scale } = useElder()
  const shown = useShownTab()
  const unread = useUnread()
  return (
    <View
      className={cx(tokens.tokens, elder && tokens.elder, styles.bar)}
      style={`--fs:${scale}`}
      {...aria({ role: 'navigation', label: '主页面' })}
    >
      <View className={styles.tabs} {...aria({ role: 'tablist' })}>
        {names.map((tab) => {
          const waiting = tab === 'messages' ? unread : 0
          return (
            <View
              key={tab}
              className={cx(styles.tab, tab === shown && styles.on)}
              onClick={() => void go(tab)}
              {...aria({ role: 'tab', label: waiting > 0 ? `${tabs[tab]}，${countSays(waiting)}` : tabs[tab], selected: tab === shown })}
            >
              <Icon name={tab} />
              <View>{tabs[tab]}</View>
              <View className={styles.count}>
                <Badge count={waiting} />
              </View>
            </View>
          )
        })}
      </View>
    </View>
  )
}
