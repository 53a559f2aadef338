import { useEffect, useState } from 'react'
import { onNetwork } from '../../../platform/device/network'

/** How long the API may be away before it is asked again, in milliseconds. */
const pause = 15_000

/** Returns a number that grows while `failed`: once the network is back, and every now and then, as the network may be there and the API not. */
export function useTries(failed: boolean): number {
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!failed) return
    const again = () => setTries((before) => before + 1)
    const timer = setInterval(again, pause)
    const forget = onNetwork((online) => {
      if (online) again()
    })
    return () => {
      clearInterval(timer)
      forget()
    }
  }, [failed])
  return tries
}
