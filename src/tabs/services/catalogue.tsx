import { View } from '@tarojs/components'
import { useState } from 'react'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { cx } from '../../ui/cx'
import type { Group } from './groups'
import styles from './index.module.css'

interface CatalogueProps {
  groups: readonly Group[]
  /** Whether one group is open at a time, as in elder mode. */
  folded: boolean
}

/** Renders 办事目录: each category opens the request form with that category chosen. */
export function Catalogue({ groups, folded }: CatalogueProps) {
  const [opened, setOpened] = useState<string>()
  return (
    <Card title="办事目录">
      {groups.map(({ name, categories }) => {
        const open = !folded || opened === name
        return (
          <View key={name} className={styles.group}>
            <View
              className={cx(styles.groupName, folded && styles.fold)}
              onClick={() => folded && setOpened(open ? undefined : name)}
              {...aria(folded ? { role: 'button', label: name, expanded: open } : { role: 'heading' })}
            >
              {name}
              {folded && <Icon name={open ? 'close' : 'chevron'} size={20} />}
            </View>
            {open && (
              <View className={styles.things}>
                {categories.map((category) => (
                  <View
                    key={category.code}
                    className={styles.thing}
                    hoverClass={styles.pressed ?? 'none'}
                    onClick={() => void go('requests/file', { categoryCode: category.code })}
                    {...aria({ role: 'button', label: `${category.name}，${category.hint}` })}
                  >
                    {category.name}
                  </View>
                ))}
              </View>
            )}
          </View>
        )
      })}
    </Card>
  )
}
