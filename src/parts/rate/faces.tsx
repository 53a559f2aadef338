import { levels } from '@doorstep/contract/ratings'
import { View } from '@tarojs/components'
import { useElder } from '../../platform/device/elder'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/display/icon'
import styles from './faces.module.css'

interface FacesProps {
  label: string
  /** The face that is tapped already. */
  value?: number | null
  onTap: (level: number) => void
}

/** Renders a row of five faces, each with its word; one tap rates. */
export function Faces({ label, value = null, onTap }: FacesProps) {
  const { elder } = useElder()
  return (
    <View className={cx(styles.faces, elder && styles.large)} {...aria({ role: 'group', label })}>
      {([5, 4, 3, 2, 1] as const).map((level) => (
        <View
          key={level}
          className={cx(styles.face, level === value && styles.on)}
          hoverClass={styles.pressed ?? 'none'}
          onClick={() => onTap(level)}
          {...aria({ role: 'button', label: levels[level] })}
        >
          <Icon name={`face-${level}`} size={32} />
          <View>{levels[level]}</View>
        </View>
      ))}
    </View>
  )
}
