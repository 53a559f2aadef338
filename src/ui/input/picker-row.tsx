import { Picker, View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import { FieldBlock } from './field'
import fields from './field.module.css'
import { Icon } from '../display/icon'
import styles from './picker-row.module.css'

interface Base {
  label: string
  /** The chosen value, in words; the placeholder shows while it is empty. */
  value: string | undefined
  placeholder?: string
  help?: string
  error?: string | undefined
  optional?: boolean
}
interface FromList extends Base {
  mode?: undefined
  options: readonly string[]
  /** Called with the index of the chosen option. */
  onPick: (index: number) => void
}
interface FromClock extends Base {
  mode: 'date' | 'time'
  /** Earliest and latest value, `2026-11-23` or `14:30`. */
  from?: string
  to?: string
  onPick: (value: string) => void
}

const wheelOf = ({ value = '', from = '', to = '', onPick }: FromClock) => ({
  value,
  start: from,
  end: to,
  onChange: ({ detail }: { detail: { value: string } }) => onPick(detail.value),
})

/** Renders a question answered from a list, a calendar or a clock, with the platform's own picker. */
export function PickerRow(props: FromList | FromClock) {
  const { label, value, placeholder = '请选择', help, error, optional } = props
  const box = (
    <View
      className={cx(fields.box, error !== undefined && fields.wrong)}
      {...aria({ role: 'button', label: `${label}，${value ?? placeholder}` })}
    >
      <View className={cx(styles.value, value === undefined && styles.none)}>{value ?? placeholder}</View>
      <Icon name="chevron" size={20} />
    </View>
  )
  return (
    <FieldBlock label={label} help={help} error={error} {...(optional && { optional })}>
      {props.mode === undefined ? (
        <Picker
          mode="selector"
          range={[...props.options]}
          value={value === undefined ? 0 : Math.max(props.options.indexOf(value), 0)}
          onChange={({ detail }) => props.onPick(Number(detail.value))}
        >
          {box}
        </Picker>
      ) : props.mode === 'date' ? (
        <Picker mode="date" {...wheelOf(props)}>
          {box}
        </Picker>
      ) : (
        <Picker mode="time" {...wheelOf(props)}>
          {box}
        </Picker>
      )}
    </FieldBlock>
  )
}
