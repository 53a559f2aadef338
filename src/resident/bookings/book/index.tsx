import { bookingTraits } from '@doorstep/contract/bookings/words'
import { useState } from 'react'
import { replace, useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Empty } from '../../../ui/layout/empty'
import { Screen } from '../../../ui/layout/screen'
import { NoBooking } from '../parts/no-booking'
import { Form } from './form'

/**
 * Renders 确认预约: a held seat, or one offered from the waiting list, becomes a booking here. When the countdown ends what was typed stays,
 * and another time is chosen on the same page.
 */
export default function Book() {
  const opened = useParams('holdId', 'whose')
  const [{ holdId, whose }, setHeld] = useState(opened)
  const held = useRead('GET /v1/bookings/{id}', { params: { id: holdId } }, { when: holdId !== '' })
  if (holdId === '') return <NoBooking />
  if (!held.value)
    return (
      <Screen of={held} shape="form">
        {() => null}
      </Screen>
    )
  const { id, state } = held.value
  if (bookingTraits[state].made)
    return (
      <Screen>
        <Empty
          icon="check"
          title="已经约好了"
          text="进展在预约详情里。"
          action={{ text: '看这次预约', onTap: () => replace('bookings/detail', { id }), primary: true }}
        />
      </Screen>
    )
  // By then the form holds for whom it is; the page's parameter must not overwrite it.
  return <Form key={id} of={held.value} whose={whose} heldAnew={(anew) => setHeld({ holdId: anew, whose: '' })} />
}
