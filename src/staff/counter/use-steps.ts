import type { ActionBy } from '@doorstep/contract/machine'
import { ruleWords } from '@doorstep/contract/rule-words'
import type { ticketMachine } from '@doorstep/contract/queue/machine'
import type { StaffTicket } from '@doorstep/contract/queue/views'
import { useState } from 'react'
import { useSend } from '../../platform/api/query'
import type { Problem, Result } from '../../platform/api/result'

const stale = ['GET /v1/staff/venues', 'GET /v1/staff/bookings']

/** The transitions the counter applies to the current ticket; calling is separate, because it needs a window. */
export type TicketStep = Exclude<ActionBy<typeof ticketMachine, 'counter'>, 'call'>

/** Confirmation after each transition, in the order of the buttons. */
export const saidOf: Record<TicketStep, (number: string) => string> = {
  recall: (number) => `又叫了一次 ${number}`,
  pass: (number) => `${number} 过号，${ruleWords.passedByStaff}`,
  serve: (number) => `${number} 开始办理`,
  done: (number) => `${number} 办好了`,
}

export interface Steps {
  /** Calls the next ticket to this window. */
  next: () => Promise<unknown>
  step: (step: TicketStep, ticket: StaffTicket) => Promise<unknown>
  /** Calls a ticket out of turn. */
  call: (ticket: StaffTicket) => Promise<unknown>
  busy: boolean
  /** What has just been done, in words, until the next transition. */
  said: string
  problem: Problem | undefined
}

/** Holds the actions of one window. One runs at a time, so a double tap calls once. */
export function useSteps(venue: string, queue: string | undefined, window: string | undefined): Steps {
  const next = useSend('POST /v1/staff/venues/{code}/next', stale)
  const call = useSend('POST /v1/staff/tickets/{id}/call', stale)
  const sends = {
    recall: useSend('POST /v1/staff/tickets/{id}/recall', stale),
    pass: useSend('POST /v1/staff/tickets/{id}/pass', stale),
    serve: useSend('POST /v1/staff/tickets/{id}/serve', stale),
    done: useSend('POST /v1/staff/tickets/{id}/done', stale),
  } satisfies Record<TicketStep, unknown>
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const busy = [next, call, ...Object.values(sends)].some(({ sending }) => sending)

  const take = async (go: () => Promise<Result<StaffTicket>>, say: (number: string) => string) => {
    if (busy) return
    setSaid('')
    setProblem(undefined)
    const result = await go()
    if (result.ok) setSaid(say(result.value.number))
    else setProblem(result.problem)
  }
  const toWindow = (number: string) => `正在叫 ${number} · ${window ?? ''}`
  return {
    next: async () => {
      if (window === undefined) return
      await take(() => next.send({ params: { code: venue }, body: { window, ...(queue !== undefined && { queue }) } }), toWindow)
    },
    step: (step, { id }) => take(() => sends[step].send({ params: { id } }), saidOf[step]),
    call: async ({ id }) => {
      if (window === undefined) return
      await take(() => call.send({ params: { id }, body: { window } }), toWindow)
    },
    busy,
    said,
    problem,
  }
}
