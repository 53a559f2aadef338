import { useEffect, useRef } from 'react'
import { useRead } from '../../../platform/api/query'
import { vibrate } from '../../../platform/device/vibrate'
import { usePageVisible } from '../../../platform/navigation/visible'

/** A hint may be lost, and a number that is called waits for nobody: asked again this often, in milliseconds. */
const askEvery = 20_000

/** A number in the queue, kept up to date while it is looked at; the phone shakes when it is called, once a call. */
export function useTicket(id: string) {
  const ticket = useRead('GET /v1/tickets/{id}', { params: { id } }, { live: true, when: id !== '' })
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
