import { View } from '@tarojs/components'
import { aria } from '../aria'
import { Button } from '../input/button'
import styles from './empty.module.css'
import { Icon } from '../display/icon'
import type { IconName } from '../display/icon-names'

export interface EmptyProps {
  title: string
  /** What it means and what to do. */
  text?: string | undefined
  icon?: IconName
  /** The button that leads on. */
  action?: { text: string; onTap: () => unknown; primary?: boolean } | undefined
}

/** Renders an empty state, or one that cannot be shown: why, and what to do next. */
export function Empty({ title, text, icon = 'inbox', action }: EmptyProps) {
  return (
    <View className={styles.empty}>
      <View className={styles.icon}>
        <Icon name={icon} size={32} />
      </View>
      <View className={styles.title} {...aria({ role: 'heading' })}>
        {title}
      </View>
      {text !== undefined && <View className={styles.text}>{text}</View>}
      {action && (
        <View className={styles.action}>
          <Button onTap={action.onTap} kind={action.primary ? 'primary' : 'plain'}>
            {action.text}
          </Button>
        </View>
      )}
    </View>
  )
}
