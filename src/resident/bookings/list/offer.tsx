import type { WaitingRow } from '@doorstep/contract/bookings/views'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Answer } from './answer'

/** Renders a seat offered from the waiting list: held until the countdown ends, then offered to the next person. */
export function Offer({ of: row, first }: { of: WaitingRow; first: boolean }) {
  const leave = useSend('DELETE /v1/waiting/{id}', ['GET /v1/waiting', 'GET /v1/bookings', 'GET /v1/services'])
  return (
    <Answer
      title={row.forOther ? '给别人等的有位置了，请确认' : '候补有位置了，等您确认'}
      service={row.serviceName}
      startsAt={row.startsAt}
      endsAt={row.endsAt}
      place={row.place}
      until={row.offerUntil}
      after="到时间没有确认，会给下一位候补的居民。"
      yes={() => (row.holdId === null ? undefined : go('services/detail', { holdId: row.holdId, whose: row.forOther ? 'other' : 'me' }))}
      no={{ text: '不要了', busy: leave.sending, onTap: () => leave.send({ params: { id: row.id } }) }}
      first={first}
      problem={leave.problem}
    />
  )
}
