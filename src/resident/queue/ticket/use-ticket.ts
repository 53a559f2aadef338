import { useEffect, useRef } from 'react'
import { useRead } from '../../../platform/api/query'
import { vibrate } from '../../../platform/device/vibrate'
import { usePageVisible } from '../../../platform/navigation/visible'

/** Polling interval in milliseconds, besides the socket's hints: a hint may be lost, and a call does not wait. */
const askEvery = 20_000

/** Reads a ticket and keeps it up to date while the page is visible; vibrates once for each call. */
export function useTicket(id: string) {
  const ticket = useRead('GET /v1/tickets/{id}', { params: { id } }, { live: true })
  const visible = usePageVisible()
  const { again } = ticket
  useEffect(() => {
    if (!visible || id === '') return undefined
    const timer = setInterval(() => void again(), askEvery)
    return () => clearInterval(timer)
  }, [visible, id, again])
  const state = ticket.value?.state
  const before = useRef<string>()
  useEffect(() => {
    if (state === 'called' && before.current !== 'called') vibrate()
    before.current = state
  }, [state])
  return ticket
}
