import { View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './chips.module.css'
import { cx } from '../cx'

interface ChipsProps<V extends string> {
  label: string
  options: readonly { value: V; label: string }[]
  /** Left out where each chip opens a page instead of being chosen. */
  value?: V
  onChoose: (value: V) => void
}

/** Renders a few short choices as chips: one of them is chosen, or each opens a page. */
export function Chips<V extends string>({ label, options, value, onChoose }: ChipsProps<V>) {
  const leads = value === undefined
  return (
    <View className={styles.chips} {...aria({ role: leads ? 'group' : 'radiogroup', label })}>
      {options.map((option) => (
        <View
          key={option.value}
          className={cx(styles.chip, option.value === value && styles.on)}
          hoverClass={styles.pressed ?? 'none'}
          onClick={() => onChoose(option.value)}
          {...aria({
            role: leads ? 'button' : 'radio',
            label: option.label,
            ...(!leads && { checked: option.value === value }),
          })}
        >
          {option.label}
        </View>
      ))}
    </View>
  )
}
