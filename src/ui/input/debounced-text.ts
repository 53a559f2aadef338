import { useEffect, useRef, useState } from 'react'

/** Delay in milliseconds: long enough to wait for the next key, short enough to feel immediate. */
const pause = 300

/** Returns the typed text once typing pauses; `first` is the initial text. */
export function useDebouncedText(first = '') {
  const [typed, setTyped] = useState(first.trim())
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (text: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTyped(text.trim()), text.trim() === '' ? 0 : pause)
  }
  return { typed, type }
}
