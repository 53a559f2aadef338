import { replace } from '../../../platform/navigation/navigate'
import { Empty } from '../../../ui/layout/empty'
import { Screen } from '../../../ui/layout/screen'

/** Rendered when a booking page was opened without an id. */
export const NoBooking = () => (
  <Screen>
    <Empty
      icon="search"
      title="没有找到这次预约"
      text="打开的链接不完整。您约的服务都在“我的预约”里。"
      action={{ text: '去我的预约', onTap: () => replace('bookings/list'), primary: true }}
    />
  </Screen>
)
