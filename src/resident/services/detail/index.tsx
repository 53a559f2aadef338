import type { ServiceDetail } from '@doorstep/contract/services/views'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { useShare } from '../../../platform/navigation/share'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Screen } from '../../../ui/layout/screen'
import { useSlots } from '../../../parts/use-slots'
import { Facts, Head, Rules } from './about'
import { Bar } from './bar'
import { ChooseTime } from './choose-time'
import { Limited, WalkIn } from './other-ways'
import { useTaking } from './use-taking'

/** Renders one service: what it is, its days and times, and booking one of them. */
export default function ServicePage() {
  const { code, day } = useParams('code', 'day')
  const service = useRead('GET /v1/services/{code}', { params: { code } })
  useShare(service.value ? `可以在网上约：${service.value.name}` : '家门口的服务，可以在网上约', 'services/detail', { code })
  const bookable = service.value !== undefined && service.value.way !== 'walkIn'
  const slots = useSlots(code, { when: bookable, first: day, nextFree: service.value?.nextFree ?? null })
  const taking = useTaking(slots, service.value?.maxSeats ?? 1)
  const again = () => Promise.all([service.again(), ...(bookable ? [slots.again()] : [])]).then(() => undefined)
  return (
    <Screen of={{ ...service, again }} shape="detail" bar={(of) => <Bar of={of} taking={taking} />}>
      {(of: ServiceDetail) => (
        <>
          <Head of={of} />
          {of.way === 'walkIn' ? (
            <WalkIn venue={of.venue} />
          ) : of.limited && !taking.forOther ? (
            <Limited limited={of.limited} phone={of.phone} bookForOther={() => taking.setForOther(true)} />
          ) : (
            <>
              <AskForHelp say={`请您代我约：${of.name}`}>请网格员代我约</AskForHelp>
              <ChooseTime of={of} slots={slots} taking={taking} />
            </>
          )}
          <Facts of={of} />
          <Rules says={of.says} approval={of.approval} />
        </>
      )}
    </Screen>
  )
}
