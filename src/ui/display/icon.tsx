import { View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import type { IconName } from './icon-names'
import styles from './icon.module.css'

interface IconProps {
  name: IconName
  /** Pixels before the reader's own scale; 24 by default. */
  size?: number
  /** Text for screen readers; without one the icon is decoration. */
  label?: string
}

/** Renders one of the icons of src/assets/icons, in the colour of the text around it. */
export function Icon({ name, size, label }: IconProps) {
  const side = size === undefined ? undefined : `calc(${size}px * var(--fs))`
  return (
    <View
      className={cx(styles.icon, styles[name])}
      {...(side && { style: { width: side, height: side } })}
      {...aria(label ? { role: 'img', label } : { hidden: true })}
    />
  )
}
