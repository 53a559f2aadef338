import { useEffect, useRef, useState } from 'react'

/** Long enough to wait for the next key, short enough to feel immediate. */
const pause = 300

/** What has been typed, told once the typing pauses; `first` is what stood there at first. */
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
