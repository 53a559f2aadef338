import { View } from '@tarojs/components'
import { useRead } from '../../platform/api/query'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Icon } from '../../ui/display/icon'
import type { IconName } from '../../ui/display/icon-names'
import styles from './index.module.css'

/** Returns the district's category for mediation, found by its title; undefined while unknown, then the form asks for the category. */
function useMediationCategory() {
  const categories = useRead('GET /v1/categories', {})
  return categories.value?.rows.find(({ name, hint }) => name.includes('调解') || hint.includes('调解'))?.code
}

/** Renders the entries of the home page, each one tap away. */
export function Entries({ grid }: { grid: string | undefined }) {
  const mediation = useMediationCategory()
  const entries: { text: string; icon: IconName; open: () => unknown }[] = [
    { text: '提诉求', icon: 'pen', open: () => go('requests/file') },
    { text: '约服务', icon: 'calendar', open: () => go('services') },
    { text: '找调解', icon: 'people', open: () => go('requests/file', { categoryCode: mediation }) },
    { text: '看公告', icon: 'megaphone', open: () => go('notices/list', { grid }) },
  ]
  return (
    <View className={styles.four}>
      {entries.map(({ text, icon, open }) => (
        <View
          key={text}
          className={styles.entry}
          hoverClass={styles.pressed ?? 'none'}
          onClick={() => void open()}
          {...aria({ role: 'button', label: text })}
        >
          <View className={styles.tile}>
            <Icon name={icon} />
          </View>
          <View>{text}</View>
        </View>
      ))}
    </View>
  )
}
