import {
  createElement,
  forwardRef,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type HTMLAttributes,
  type Ref,
  type TouchEvent,
} from 'react'
import { cx } from '../cx'

interface Props extends Omit<HTMLAttributes<HTMLElement>, 'style'> {
  /** As WeChat takes it, too: `--fs:1.3;--top:20px`. */
  style?: string | CSSProperties | undefined
  hoverClass?: string | undefined
  /** What only WeChat knows. */
  catchMove?: boolean
  userSelect?: boolean
}

/** Milliseconds after which a touched element looks pressed, and for which it goes on looking so. */
const pressedAfter = 50
const pressedFor = 400

/** Returns a property as React takes it: `margin-top` as `marginTop`, a variable as it is. */
const propertyOf = (name: string) => (name.startsWith('--') ? name : name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))

const readStyle = (style: string): CSSProperties =>
  Object.fromEntries(
    style
      .split(';')
      .filter((line) => line.includes(':'))
      .map((line) => [propertyOf(line.slice(0, line.indexOf(':')).trim()), line.slice(line.indexOf(':') + 1).trim()]),
  )

const plain = (tag: 'div' | 'span') =>
  forwardRef(function Plain({ style, hoverClass: _class, catchMove: _catch, userSelect: _select, ...props }: Props, ref: Ref<HTMLElement>) {
    return createElement(tag, { ...props, style: typeof style === 'string' ? readStyle(style) : style, ref })
  })

const Box = plain('div')

/** Looks pressed while a finger is on it. */
const Pressed = forwardRef(function Pressed(props: Props, ref: Ref<HTMLElement>) {
  const { hoverClass, className, onTouchStart, onTouchEnd, onTouchCancel } = props
  const [pressed, setPressed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const turn = (to: boolean, after: number, tell: Props['onTouchStart']) => (event: TouchEvent<HTMLElement>) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setPressed(to), after)
    tell?.(event)
  }
  return createElement(Box, {
    ...props,
    ref,
    className: cx(className, pressed && hoverClass),
    onTouchStart: turn(true, pressedAfter, onTouchStart),
    onTouchEnd: turn(false, pressedFor, onTouchEnd),
    onTouchCancel: turn(false, pressedFor, onTouchCancel),
  })
})

export const View = forwardRef(function View(props: Props, ref: Ref<HTMLElement>) {
  const { hoverClass = 'none' } = props
  return createElement(hoverClass === 'none' ? Box : Pressed, { ...props, ref })
})

export const Text = plain('span')
