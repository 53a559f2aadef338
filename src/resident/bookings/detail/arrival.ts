import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { clientProblem, type Problem } from '../../../platform/api/result'
import { canScan, tokenIn, scanCode } from '../../../platform/device/scan'

export interface Arrival {
  busy: boolean
  problem: Problem | undefined
  /** Scans the centre's code and checks in; without a scanner, explains how to check in at the counter. */
  arrive: () => Promise<void>
}

const notACode = clientProblem('cannot', '这不是签到码，请扫服务站大屏、门口或柜台上的签到码；也可以把预约码给工作人员看')

/** Holds 签到: one tap from the booking to a ticket in the queue. */
export function useArrival(id: string): Arrival {
  const checkIn = useSend('POST /v1/bookings/{id}/checkIn', ['GET /v1/bookings', 'GET /v1/tickets', 'GET /v1/check-in-places'])
  const [problem, setProblem] = useState<Problem>()
  const arrive = async () => {
    setProblem(undefined)
    if (!canScan) return go('queue/check-in')
    const scanned = await scanCode()
    if (!scanned.ok) {
      if (scanned.problem.code !== 'cancelled') setProblem(scanned.problem)
      return
    }
    const token = tokenIn(scanned.value)
    if (token === undefined) {
      setProblem(notACode)
      return
    }
    const result = await checkIn.send({ params: { id }, body: { token } })
    if (result.ok && result.value.ticket) await go('queue/ticket', { id: result.value.ticket.id })
  }
  return { busy: checkIn.sending, problem: problem ?? checkIn.problem, arrive }
}
