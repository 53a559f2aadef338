import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useElder } from '../../platform/device/elder'
import { aria } from '../aria'
import { cx } from '../cx'
import { Icon } from './icon'
import styles from './list-row.module.css'
import { said } from './said'

interface ListRowProps {
  title: string
  /** One line of context. */
  line?: ReactNode
  time?: string
  /** A `Chip`, a `Badge` or a number, at the right. */
  end?: ReactNode
  /** An `Avatar` or `Icon`, at the left. */
  lead?: ReactNode
  /** Makes the whole row one button. */
  onTap?: () => unknown
  /** What screen readers say after the words one sees: where the row leads, what the state means. */
  also?: string | undefined
  chevron?: boolean
  /** Keeps title and context on one line each; never in 长辈版, where half of them would be cut off. */
  clip?: boolean
  /** A title that is not bold: settings, notices already read. */
  quiet?: boolean
}

/** Renders one row of a list. */
export function ListRow({ title, line, time, end, lead, onTap, also, chevron, clip, quiet }: ListRowProps) {
  const { elder } = useElder()
  const cut = clip && !elder && styles.clip
  return (
    <View
      className={cx(styles.row, onTap && styles.tap)}
      hoverClass={onTap ? (styles.pressed ?? 'none') : 'none'}
      onClick={() => onTap?.()}
      {...aria(onTap ? { role: 'button', label: said(title, time, line, end, also) } : {})}
    >
      {lead}
      <View className={styles.text}>
        <View className={cx(styles.top, elder && styles.loose)}>
          <View className={cx(styles.title, cut, quiet && styles.plain)}>{title}</View>
          {time !== undefined && <View className={styles.time}>{time}</View>}
        </View>
        {line !== undefined && <View className={cx(styles.line, cut)}>{line}</View>}
      </View>
      {Boolean(end) && <View className={styles.end}>{end}</View>}
      {chevron && (
        <View className={styles.chevron}>
          <Icon name="chevron" size={20} />
        </View>
      )}
    </View>
  )
}
