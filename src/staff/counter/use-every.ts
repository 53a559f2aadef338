import { useEffect, useRef } from 'react'
import { usePageVisible } from '../../platform/navigation/visible'

/** Runs `again` at this interval while the page is visible. */
export function useEvery(milliseconds: number, again: () => unknown) {
  const latest = useRef(again)
  const visible = usePageVisible()
  useEffect(() => {
    latest.current = again
  })
  useEffect(() => {
    if (!visible) return undefined
    const timer = setInterval(() => void latest.current(), milliseconds)
    return () => clearInterval(timer)
  }, [visible, milliseconds])
}
