import { bookingTraits } from '@doorstep/contract/bookings/words'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { replace, useParams } from '../../../platform/navigation/navigate'
import { Empty } from '../../../ui/layout/empty'
import { Screen } from '../../../ui/layout/screen'
import type { Whose } from '../booking/use-booking'
import { seeServices, Service } from './service'

const asWhose = (raw: string): Whose => (raw === 'me' || raw === 'other' ? raw : '')

/**
 * Renders one service: what it is, its days and times, and booking one of them in a sheet. Opened with a hold or an offer, the sheet of that
 * place is open.
 */
export default function ServicePage() {
  const { code, day, holdId, whose } = useParams('code', 'day', 'holdId', 'whose')
  /** The place as it was when the page opened: what becomes of it then is the sheet's. */
  const [begun, setBegun] = useState<BookingDetail>()
  const held = useRead('GET /v1/bookings/{id}', { params: { id: holdId } }, { when: holdId !== '' && begun === undefined })
  if (begun === undefined && held.value !== undefined && !held.refreshing) setBegun(held.value)
  if (holdId === '') return code === '' ? <NoService /> : <Service code={code} day={day} whose={asWhose(whose)} />
  if (begun === undefined)
    return (
      <Screen of={held} missing={seeServices} shape="detail">
        {() => null}
      </Screen>
    )
  if (bookingTraits[begun.state].made) return <Booked id={begun.id} />
  return <Service code={begun.serviceCode} day="" whose={asWhose(whose)} begun={begun} />
}

const Booked = ({ id }: { id: string }) => (
  <Screen>
    <Empty
      icon="check"
      title="已经约好了"
      text="进展在预约详情里。"
      action={{ text: '看这次预约', onTap: () => replace('bookings/detail', { id }), primary: true }}
    />
  </Screen>
)

/** Rendered when the page was opened without saying which service. */
const NoService = () => (
  <Screen>
    <Empty
      icon="search"
      title="没有找到这项服务"
      text="打开的链接不完整。能约的服务都在“约服务”里。"
      action={{ ...seeServices, primary: true }}
    />
  </Screen>
)
