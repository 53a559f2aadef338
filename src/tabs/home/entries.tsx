import { View } from '@tarojs/components'
import { readOnce } from '../../platform/api/query'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Icon } from '../../ui/display/icon'
import type { IconName } from '../../ui/display/icon-names'
import styles from './index.module.css'

/** Opens the form with the district's category for mediation, found by its title; without one, or without network, the form asks. */
async function openMediation() {
  const categories = await readOnce('GET /v1/categories', {})
  const found = categories.ok ? categories.value.rows.find(({ name, hint }) => name.includes('调解') || hint.includes('调解')) : undefined
  await go('requests/file', { categoryCode: found?.code })
}

/** Renders the entries of the home page, each one tap away. */
export function Entries({ grid }: { grid: string | undefined }) {
  const entries: { text: string; icon: IconName; open: () => unknown }[] = [
    { text: '提诉求', icon: 'pen', open: () => go('requests/file') },
    { text: '约服务', icon: 'calendar', open: () => go('services') },
    { text: '找调解', icon: 'people', open: openMediation },
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
