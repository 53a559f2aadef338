import type { BaseEventOrig, ScrollViewProps } from '@tarojs/components'
import { useCallback, useRef, useState } from 'react'

type Scrolled = BaseEventOrig<ScrollViewProps.onScrollDetail>

/** Distance from the end, in pixels, that still counts as reading the newest message. */
const nearEnd = 120

export interface Scroll {
  /** Value for `scrollIntoView`. */
  target: string
  /** Ids of the two marks at the end: WeChat scrolls only when the id changes. */
  ends: readonly [string, string]
  toEnd: () => void
  to: (id: string) => void
  /** Returns true while the newest message is on screen, judged by the scroll position. */
  atEnd: () => boolean
  onScroll: (event: Scrolled) => void
}

/** Tracks the scroll position of a conversation outside of React, so that scrolling renders nothing. */
export function useScroll(name: string): Scroll {
  const [target, setTarget] = useState('')
  const height = useRef(Infinity)
  const near = useRef(true)
  const toEnd = useCallback(() => {
    near.current = true
    setTarget((now) => (now === `${name}-end-a` ? `${name}-end-b` : `${name}-end-a`))
  }, [name])
  const atEnd = useCallback(() => near.current, [])
  return {
    target,
    ends: [`${name}-end-a`, `${name}-end-b`],
    toEnd,
    to: setTarget,
    atEnd,
    onScroll: ({ detail: { scrollTop, scrollHeight } }) => {
      const below = scrollHeight - scrollTop
      // WeChat does not report the height of the box; the distance left at the end gives it.
      height.current = Math.min(height.current, below)
      near.current = below - height.current < nearEnd
    },
  }
}
