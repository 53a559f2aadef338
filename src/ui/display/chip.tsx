import { Text, View } from '@tarojs/components'
import styles from './chip.module.css'
import { cx } from '../cx'

export type Tone = 'info' | 'done' | 'warning' | 'danger' | 'plain'

interface ChipProps {
  children: string
  tone?: Tone
  /** A dot before the text: somebody is there, something is active. */
  dot?: boolean
  /** On a coloured card: keeps the tone's text on a plain background. */
  onTint?: boolean
}

/** Renders a state in one or two words. The text carries the meaning, the colour only supports it. */
export function Chip({ children, tone = 'plain', dot, onTint }: ChipProps) {
  return (
    <View className={cx(styles.chip, tone !== 'plain' && styles[tone], onTint && styles.surface)}>
      {dot && <View className={styles.dot} />}
      <Text>{children}</Text>
    </View>
  )
}
