import type { BaseEventOrig, ScrollViewProps } from '@tarojs/components'
import { useRef, useState } from 'react'

type Scrolled = BaseEventOrig<ScrollViewProps.onScrollDetail>

/** Nearer to the end than this, in pixels, counts as reading the newest message. */
const near = 120

export interface Scroll {
  /** For `scrollIntoView`. */
  target: string
  /** Ids of the two marks at the end: WeChat scrolls only when the name changes. */
  ends: readonly [string, string]
  toEnd: () => void
  to: (id: string) => void
  /** True while the newest message is on screen, as far as scrolling tells. */
  atEnd: () => boolean
  onScroll: (event: Scrolled) => void
}

/** Where a conversation is scrolled to. Positions stay outside of React: a scroll draws nothing. */
export function useScroll(name: string): Scroll {
  const ends = [`${name}-end-a`, `${name}-end-b`] as const
  const [target, setTarget] = useState('')
  const height = useRef(Infinity)
  const atEnd = useRef(true)
  return {
    target,
    ends,
    toEnd: () => {
      atEnd.current = true
      setTarget((now) => (now === ends[0] ? ends[1] : ends[0]))
    },
    to: setTarget,
    atEnd: () => atEnd.current,
    onScroll: ({ detail: { scrollTop, scrollHeight } }) => {
      const below = scrollHeight - scrollTop
      // WeChat does not say how high the box is; what is left at the end says it.
      height.current = Math.min(height.current, below)
      atEnd.current = below - height.current < near
    },
  }
}
