import { View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './choice.module.css'
import { cx } from '../cx'
import { FieldBlock } from './field'
import { Icon } from '../display/icon'

export interface Option<V extends string> {
  value: V
  label: string
  help?: string
  /** Cannot be chosen now; `help` says why. */
  disabled?: boolean
}

interface Base<V extends string> {
  label: string
  options: readonly Option<V>[]
  help?: string
  error?: string | undefined
  optional?: boolean
  /** Renders short answers side by side: 是 / 否. */
  across?: boolean
}
interface One<V extends string> extends Base<V> {
  multiple?: false
  value: V | undefined
  onChange: (value: V) => void
}
interface Many<V extends string> extends Base<V> {
  multiple: true
  value: readonly V[]
  onChange: (value: V[]) => void
}

/** Renders a choice of one or of several answers; every option is a whole row to tap. */
export function Choice<V extends string>(props: One<V> | Many<V>) {
  const { label, options, help, error, optional, across, multiple } = props
  const chosen = (value: V) => (props.multiple ? props.value.includes(value) : props.value === value)
  const choose = ({ value, disabled }: Option<V>) => {
    if (disabled) return
    if (!props.multiple) props.onChange(value)
    else props.onChange(props.value.includes(value) ? props.value.filter((one) => one !== value) : [...props.value, value])
  }
  return (
    <FieldBlock label={label} help={help} error={error} {...(optional && { optional })}>
      <View className={cx(styles.options, across && styles.across)} {...aria({ role: multiple ? 'group' : 'radiogroup', label })}>
        {options.map((option) => {
          const on = chosen(option.value)
          return (
            <View
              key={option.value}
              className={cx(styles.option, on && styles.on, option.disabled && styles.off)}
              onClick={() => choose(option)}
              {...aria({
                role: multiple ? 'checkbox' : 'radio',
                label: [option.label, option.help].filter(Boolean).join('，'),
                checked: on,
                disabled: Boolean(option.disabled),
              })}
            >
              <View className={cx(styles.mark, multiple && styles.square, on && styles.marked)}>
                {on && <Icon name="check" size={16} />}
              </View>
              <View className={styles.text}>
                <View>{option.label}</View>
                {option.help !== undefined && <View className={styles.help}>{option.help}</View>}
              </View>
            </View>
          )
        })}
      </View>
    </FieldBlock>
  )
}
