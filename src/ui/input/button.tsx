import { Button as NativeButton, Text, View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './button.module.css'
import { cx } from '../cx'
import { Icon } from '../display/icon'
import type { IconName } from '../display/icon-names'

interface ButtonProps {
  /** What the button does, a verb. */
  children: string
  onTap?: () => unknown
  /** `primary` once a page; `outline` the second choice; `quiet` text only. */
  kind?: 'primary' | 'plain' | 'outline' | 'danger' | 'quiet'
  icon?: IconName
  /** A longer name for screen readers: `给李明打电话`. */
  label?: string
  busy?: boolean
  disabled?: boolean
  /** Why the button is disabled and what to do instead; shown below and read out. */
  why?: string | undefined
  small?: boolean
  /** Takes the whole width of a column. */
  block?: boolean
  /** Opens WeChat's own share sheet. */
  share?: boolean
}

/** Returns what a button is called: its words are part of it, so that whoever steers by voice can say what stands there. */
const nameOf = (words: string, label: string | undefined) =>
  label === undefined || label === words ? words : label.includes(words) ? label : `${words}，${label}`

/** Renders a button; a second tap while busy is ignored. */
export function Button({ children, onTap, kind = 'plain', icon, label, busy, disabled, why, small, block, share }: ButtonProps) {
  const off = Boolean(disabled) || why !== undefined
  const className = cx(styles.button, !off && styles[kind], small && styles.small, block && styles.block, off && styles.off)
  const name = nameOf(children, label)
  // The handler is always bound and checks inside: Taro 4.1 on the web never binds again what was once undefined.
  const tap = () => {
    if (!off && !busy) onTap?.()
  }
  const inside = (
    <>
      {icon && <Icon name={icon} size={20} />}
      <Text>{busy ? '请稍候…' : children}</Text>
    </>
  )
  const button = share ? (
    <NativeButton className={className} openType="share" hoverClass={styles.pressed ?? 'none'} onClick={tap} {...aria({ label: name })}>
      {inside}
    </NativeButton>
  ) : (
    <View
      className={className}
      hoverClass={off ? 'none' : (styles.pressed ?? 'none')}
      onClick={tap}
      {...aria({ role: 'button', label: why ? `${name}，${why}` : name, disabled: off || Boolean(busy) })}
    >
      {inside}
    </View>
  )
  if (why === undefined) return button
  return (
    <View className={styles.wrap}>
      {button}
      <View className={styles.why} {...aria({ hidden: true })}>
        {why}
      </View>
    </View>
  )
}
