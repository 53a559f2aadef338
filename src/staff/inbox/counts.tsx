import { View } from '@tarojs/components'
import { go } from '../../platform/navigation/navigate'
import type { Value } from '../../platform/api/result'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import styles from './counts.module.css'

type Tally = Value<'GET /v1/staff/inbox'>['counts']

const shown = [
  { name: 'waiting', label: '等处理', view: 'open' },
  { name: 'handling', label: '办理中', view: 'mine' },
  { name: 'overdue', label: '已超时', view: 'overdue' },
] as const satisfies readonly { name: keyof Tally; label: string; view: string }[]

/** Renders three numbers of the area, each a link to its list. */
export function Counts({ counts }: { counts: Tally | undefined }) {
  if (!counts) return null
  return (
    <View className={styles.counts}>
      {shown.map(({ name, label, view }) => (
        <View
          key={name}
          className={styles.count}
          onClick={() => void go('staff/requests/list', { view })}
          {...aria({ role: 'button', label: `${counts[name]} ${label}` })}
        >
          <View className={cx(styles.number, name === 'overdue' && counts.overdue > 0 && styles.late)}>{counts[name]}</View>
          <View className={styles.label}>{label}</View>
        </View>
      ))}
    </View>
  )
}
