import { Input, Text, Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { wrongField } from '../../platform/navigation/scrolling'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './field.module.css'
import { Icon } from '../display/icon'

interface BlockProps {
  label: string
  help?: string | undefined
  error?: string | undefined
  optional?: boolean
  /** Says beside the label who reads it: `居民看得到`. */
  mark?: string | undefined
  children: ReactNode
}

/** Renders what is wrong with an answer; the form scrolls to the first one. */
export const FieldError = ({ children }: { children: string }) => (
  <View className={cx(styles.error, wrongField)} {...aria({ role: 'alert' })}>
    <Icon name="alert" size={20} />
    <Text>{children}</Text>
  </View>
)

/** Renders one question of a form: label above, help below, errors in words. */
export function FieldBlock({ label, help, error, optional, mark, children }: BlockProps) {
  return (
    <View className={styles.field}>
      <View className={styles.label}>
        {label}
        {optional && <Text className={styles.optional}>（可不填）</Text>}
        {mark !== undefined && <Text className={styles.optional}>{` · ${mark}`}</Text>}
      </View>
      {children}
      {error !== undefined && <FieldError>{error}</FieldError>}
      {help !== undefined && <View className={styles.help}>{help}</View>}
    </View>
  )
}

interface FieldProps extends Omit<BlockProps, 'children'> {
  /** Initial text, such as a draft's. The field keeps its own text from then on, so the caret never jumps. */
  initial?: string | undefined
  /** Called with the text on every change. */
  onText: (text: string) => void
  /** Increase it to put `initial` in again: a template was chosen, a message was sent. */
  revision?: number
  /** Whether the field has several lines. */
  long?: boolean
  max?: number
  kind?: Kind
  placeholder?: string
  /** Rendered at the end of the field: a recorder, a scanner. */
  end?: ReactNode
  onDone?: () => void
  /** Whether typing begins in it at once: the sheet it is in was opened to write. */
  focus?: boolean
}

const inWeChat = process.env.TARO_ENV === 'weapp'
// WeChat's type is a keyboard only. The browser's `number` refuses spaces, brackets and `+`, and counts up and down by the arrow keys.
const digits = inWeChat ? 'number' : 'text'
const keyboards = { text: 'text', number: digits, phone: digits } as const
const browserKeyboards = { text: undefined, number: 'numeric', phone: 'tel' } as const
// On the web the name belongs on the real input inside Taro's element; WeChat's own input carries it itself.
const named = (label: string, required: boolean, kind: Kind, rows?: number) =>
  inWeChat
    ? { 'aria-role': 'textbox', 'aria-label': label, 'aria-required': String(required) }
    : {
        nativeProps: {
          'aria-label': label,
          'aria-required': required,
          inputMode: browserKeyboards[kind],
          ...(rows !== undefined && { rows }),
        },
      }

type Kind = 'text' | 'number' | 'phone'
/** A number pasted with its country, brackets, extension and the marks of a contact list; the contract brings it to one form. */
const longest = { text: 140, number: 140, phone: 60 } as const

/** Letters that surely fit into a line of the narrowest phone; a browser sizes a text area only while somebody types. */
const inLine = 14
const mostLines = 30

/** Returns how many lines a restored text takes, so that all of it is seen. */
export const linesOf = (text: string) =>
  Math.min(
    mostLines,
    text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / inLine)), 0),
  )

/** Renders a text field. It is uncontrolled: a controlled one moves the caret in WeChat (NervJS/taro#13515). */
export function Field({
  initial = '',
  onText,
  revision = 0,
  long,
  kind = 'text',
  max = longest[kind],
  placeholder,
  end,
  onDone,
  focus,
  ...block
}: FieldProps) {
  const shared = {
    defaultValue: initial,
    maxlength: max,
    ...(focus && { focus }),
    placeholder: placeholder ?? '',
    placeholderClass: styles.placeholder ?? '',
    ...named(block.label, !block.optional, kind, long ? linesOf(initial) : undefined),
  }
  return (
    <FieldBlock {...block}>
      <View className={cx(styles.box, long && styles.tall, block.error !== undefined && styles.wrong)}>
        {long ? (
          <Textarea
            key={revision}
            {...shared}
            className={cx(styles.input, styles.area)}
            autoHeight
            disableDefaultPadding
            showConfirmBar={false}
            onInput={({ detail }) => onText(detail.value)}
          />
        ) : (
          <Input
            key={revision}
            {...shared}
            className={styles.input ?? ''}
            type={keyboards[kind]}
            onInput={({ detail }) => onText(detail.value)}
            onConfirm={() => onDone?.()}
          />
        )}
        {end}
      </View>
    </FieldBlock>
  )
}
