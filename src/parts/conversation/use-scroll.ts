import type { BaseEventOrig, ScrollViewProps } from '@tarojs/components'
import { useCallback, useRef, useState } from 'react'

type Scrolled = BaseEventOrig<ScrollViewProps.onScrollDetail>

/** Nearer to the end than this, in pixels, counts as reading the newest message. */
const nearEnd = 120

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
      // WeChat does not say how high the box is; what is left at the end says it.
      height.current = Math.min(height.current, below)
      near.current = below - height.current < nearEnd
    },
  }
}
