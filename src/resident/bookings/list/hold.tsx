import type { BookingRow } from '@doorstep/contract/bookings/views'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Answer } from './answer'

/** Renders a seat held for an unfinished form: continue, or release it. */
export function Hold({ of: row, first }: { of: BookingRow; first: boolean }) {
  const release = useSend('DELETE /v1/holds/{id}', ['GET /v1/bookings', 'GET /v1/services'])
  return (
    <Answer
      title="位置给您留着，还没约好"
      service={bookingTitle(row)}
      startsAt={row.startsAt}
      endsAt={row.endsAt}
      place={row.place}
      until={row.heldUntil}
      after="到时间没有确认，位置会让给别人。"
      yes={() => go('services/detail', { holdId: row.id })}
      no={{ text: '不约了', busy: release.sending, onTap: () => release.send({ params: { id: row.id } }) }}
      first={first}
      problem={release.problem}
    />
  )
}
