import {
  createElement,
  forwardRef,
  isValidElement,
  type ChangeEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'

/** DOM stand-ins for @tarojs/components: enough of each for tests to find it by role, read it, tap it and type into it. */

type Props = HTMLAttributes<HTMLElement> & Record<string, unknown> & { children?: ReactNode }

const passed = /^(aria-|data-|role$|id$|className$|tabIndex$|onClick$|onTouch|key$)/

const attributes = (props: Props) => Object.fromEntries(Object.entries(props).filter(([name]) => passed.test(name)))

const box = (tag: string) =>
  forwardRef(function Box(props: Props, ref: Ref<HTMLElement>) {
    return createElement(tag, { ...attributes(props), ref }, props.children)
  })

const Scrolled = box('div')

/** What it is scrolled to can be read from `data-into`. */
export const ScrollView = forwardRef(function ScrollView(props: Props & { scrollIntoView?: string }, ref: Ref<HTMLElement>) {
  return createElement(Scrolled, { ...props, 'data-into': props.scrollIntoView ?? '', ref })
})
export const View = box('div')
export const Text = box('span')
export const Button = box('button')
export const Block = box('div')
export const Swiper = box('div')
export const SwiperItem = box('div')
export const Label = box('label')
export const Map = box('div')
export const Canvas = box('canvas')
export const PageMeta = box('div')

export const Image = (props: Props & { src?: string }) => <img {...attributes(props)} src={props.src} alt="" />

interface Typed {
  detail: { value: string }
}
type Writing = Props & {
  defaultValue?: string
  type?: string
  focus?: boolean
  maxlength?: number
  placeholder?: string
  nativeProps?: HTMLAttributes<HTMLElement>
  onInput?: (event: Typed) => void
  onBlur?: (event: Typed) => void
  onConfirm?: (event: Typed) => void
}

const writing = (tag: 'input' | 'textarea') =>
  function Writing(props: Writing) {
    const { type, focus, defaultValue, maxlength, placeholder, nativeProps, onInput, onBlur, onConfirm } = props
    const told = (event: { target: EventTarget }) => ({ detail: { value: (event.target as HTMLInputElement).value } })
    return createElement(tag, {
      ...attributes(props),
      ...nativeProps,
      ...(tag === 'input' && { type }),
      ...(focus && { autoFocus: true }),
      defaultValue,
      maxLength: maxlength,
      placeholder,
      onInput: (event: ChangeEvent<HTMLInputElement>) => onInput?.(told(event)),
      onBlur: (event: ChangeEvent<HTMLInputElement>) => onBlur?.(told(event)),
      onKeyDown: (event: KeyboardEvent) => (event.key === 'Enter' ? onConfirm?.(told(event)) : undefined),
    })
  }
export const Input = writing('input')
export const Textarea = writing('textarea')

type Picking = Props & {
  mode?: string
  range?: string[]
  value?: string | number
  onChange?: (event: { detail: { value: string } }) => void
}

/** Renders a picker as a `combobox` (or a date or time input) named like the row that opens it. */
export function Picker({ mode, range = [], value, onChange, children }: Picking) {
  const row: unknown = isValidElement<Record<string, unknown>>(children) ? children.props['aria-label'] : undefined
  const label = typeof row === 'string' ? row : undefined
  const tell = (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => onChange?.({ detail: { value: event.target.value } })
  return (
    <div>
      {children}
      {mode === 'date' || mode === 'time' ? (
        <input type={mode} aria-label={label} value={value ?? ''} onChange={tell} />
      ) : (
        <select aria-label={label} value={value} onChange={tell}>
          {range.map((one, index) => (
            <option key={one} value={index}>
              {one}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
