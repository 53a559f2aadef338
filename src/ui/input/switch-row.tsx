import { View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import rows from '../display/list-row.module.css'
import styles from './switch-row.module.css'

interface SwitchRowProps {
  title: string
  line?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** Renders a setting that is on or off; a tap anywhere on the row switches it. */
export function SwitchRow({ title, line, on, onChange }: SwitchRowProps) {
  return (
    <View
      className={cx(rows.row, rows.tap)}
      onClick={() => onChange(!on)}
      {...aria({ role: 'switch', label: [title, line].filter(Boolean).join('，'), checked: on })}
    >
      <View className={rows.text}>
        <View className={cx(rows.title, rows.plain)}>{title}</View>
        {line !== undefined && <View className={rows.line}>{line}</View>}
      </View>
      <View className={cx(styles.track, on && styles.on)}>
        <View className={styles.knob} />
      </View>
    </View>
  )
}
