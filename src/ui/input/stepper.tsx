import { View } from '@tarojs/components'
import { Announce } from '../layout/announce'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './stepper.module.css'

interface StepperProps {
  label: string
  value: number
  /** Largest value; the smallest is one. */
  max: number
  /** Unit of the number: `人`. */
  unit: string
  help?: string
  onChange: (value: number) => void
}

/** Renders a small number, changed by one with each tap. */
export function Stepper({ label, value, max, unit, help, onChange }: StepperProps) {
  const to = (next: number) => {
    if (next >= 1 && next <= max) onChange(next)
  }
  const step = (sign: string, name: string, next: number) => {
    const off = next < 1 || next > max
    return (
      <View
        className={cx(styles.step, off && styles.off)}
        onClick={() => to(next)}
        {...aria({ role: 'button', label: `${label}，${name}`, disabled: off })}
      >
        {sign}
      </View>
    )
  }
  return (
    <View>
      <View className={styles.row} {...aria({ role: 'group', label: `${label}，${value} ${unit}` })}>
        <View className={styles.label}>{label}</View>
        {step('−', '减一', value - 1)}
        <View className={styles.number}>{value}</View>
        {step('+', '加一', value + 1)}
        <Announce>{`${value} ${unit}`}</Announce>
      </View>
      {help !== undefined && <View className={styles.help}>{help}</View>}
    </View>
  )
}
