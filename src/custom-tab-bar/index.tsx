import { View } from '@tarojs/components'
import { TabBar } from '../ui/layout/tab-bar'
import styles from './index.module.css'

/** Holds the tab bar where WeChat draws it: over a tab's page, in a component of its own. In the browser preview the page draws it. */
export default function CustomTabBar() {
  return (
    <View className={styles.place}>
      <TabBar />
    </View>
  )
}
