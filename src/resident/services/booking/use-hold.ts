import type { Hold } from '@doorstep/contract/bookings/views'
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../../../platform/api/query'
import type { Problem } from '../../../platform/api/result'

interface Wanted {
  slotId: string
  seats: number
  forOther: boolean
  asOrganisation?: string
}

/**
 * Holds a place while its sheet is open, and lets it go when the sheet or the page closes. One that was held before, or is an offer from the
 * waiting list, stays: closing the sheet is no answer to an offer. What is sent is sent in turn, so that no place is let go after it was
 * taken anew.
 */
export function useHold() {
  const holding = useSend('POST /v1/holds', ['GET /v1/bookings'])
  const letting = useSend('DELETE /v1/holds/{id}', ['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/services'])
  const [place, setPlace] = useState<Hold>()
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const turn = useRef(0)
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  /** The hold that was made here and is not booked yet, and all that were made here. */
  const mine = useRef<string>()
  const made = useRef(new Set<string>())
  /** Whether the page is still there. */
  const here = useRef(true)

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.current.then(work)
    queue.current = done
    return done
  }
  /** Holds the place, or goes on with `kept`, the hold of it there was before. Undefined when it could not be held, or was closed meanwhile. */
  const take = ({ slotId, seats, forOther, asOrganisation = '' }: Wanted, kept?: string): Promise<Hold | undefined> => {
    const asked = (turn.current += 1)
    setSending(true)
    setProblem(undefined)
    return inTurn(async () => {
      if (asked !== turn.current) return undefined
      const result = await holding.send({
        body: { slotId, seats, ...(forOther && { forOther }), ...(asOrganisation !== '' && { asOrganisation }) },
      })
      if (result.ok && (result.value.id !== kept || made.current.has(kept))) {
        mine.current = result.value.id
        made.current.add(result.value.id)
      }
      if (asked !== turn.current) return undefined
      setSending(false)
      setPlace(result.ok ? result.value : undefined)
      if (!result.ok) setProblem(result.problem)
      return result.ok ? result.value : undefined
    })
  }
  /** Forgets the place of a sheet that closes; what was held here is let go. */
  const close = () => {
    turn.current += 1
    setPlace(undefined)
    setProblem(undefined)
    setSending(false)
    return inTurn(async () => {
      const id = mine.current
      mine.current = undefined
      if (id !== undefined) await letting.send({ params: { id } })
    })
  }
  /** Lets a place go that was held before. */
  const letGo = (id: string) => inTurn(() => letting.send({ params: { id } }))
  /** Books the place by `book`: it is not let go while that is on its way, also when the page is left; once refused, it is as before. */
  const spend = async (book: () => Promise<boolean>): Promise<boolean> => {
    const id = mine.current
    mine.current = undefined
    const done = await book()
    if (done || id === undefined) return done
    if (here.current) mine.current ??= id
    else await letting.send({ params: { id } })
    return false
  }
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
      void latest.current()
    }
  }, [])
  return { place, problem, sending, take, close, letGo, spend, letting: letting.sending }
}
export type Holding = ReturnType<typeof useHold>
