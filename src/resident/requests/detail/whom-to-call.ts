import type { GridCard } from '@doorstep/contract/grids'
import type { RequestDetail } from '@doorstep/contract/requests/views'

interface Callee {
  /** Who answers: `李明`. */
  name: string
  phone: string
}

/**
 * Returns whom the requester may phone about a request: its handler while they are in the grid's team, else whoever is on duty, else the
 * grid member, else the published number for complaints. Null for a 举报, of which the grid may not hear, and where no number is published.
 */
export function whomToCall(
  { anonymous, handler }: Pick<RequestDetail, 'anonymous' | 'handler'>,
  card: GridCard | undefined,
): Callee | null {
  if (anonymous || card === undefined) return null
  const { member, team, onDuty, supervisionPhone } = card
  const people = [...(member ? [member] : []), ...team]
  const withCode = (code: string | undefined) => people.filter(({ staffCode }) => staffCode === code)
  const onDutyNow = onDuty === null || onDuty.state === 'off' ? undefined : onDuty.staffCode
  const inOrder = [...withCode(handler?.code), ...withCode(onDutyNow), ...(member ? [member] : [])]
  const first = inOrder.find(({ phone }) => phone !== null)
  if (first !== undefined && first.phone !== null) return { name: first.name, phone: first.phone }
  return supervisionPhone === '' ? null : { name: '监督电话', phone: supervisionPhone }
}
