import { View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './tabs.module.css'

interface TabsProps<V extends string> {
  label: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
}

/** Renders a few views of the same content, side by side; the chosen one is underlined and announced to screen readers. */
export function Tabs<V extends string>({ label, options, value, onChange }: TabsProps<V>) {
  return (
    <View className={styles.tabs} {...aria({ role: 'tablist', label })}>
      {options.map((option) => (
        <View
          key={option.value}
          className={cx(styles.tab, option.value === value && styles.on)}
          onClick={() => onChange(option.value)}
          {...aria({ role: 'tab', label: option.label, selected: option.value === value })}
        >
          {option.label}
        </View>
      ))}
    </View>
  )
}
