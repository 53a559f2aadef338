import type { BookingRow as Booking, WaitingRow } from '@doorstep/contract/bookings/views'
import { useState } from 'react'
import { useElder } from '../../../platform/device/elder'
import { go, useParams } from '../../../platform/navigation/navigate'
import { both, usePages, useRead } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { AskForHelp } from '../../../parts/ask-for-help'
import { BookingRow } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Tabs } from '../../../ui/layout/tabs'
import { isOpenTicket, TicketRow } from '../../../parts/booking/ticket-row'
import { Words } from '../../../ui/display/words'
import { Hold } from './hold'
import { Offer } from './offer'
import { Waiting } from './waiting'

type View = 'ahead' | 'all'
const views: { value: View; label: string }[] = [
  { value: 'ahead', label: '要去的' },
  { value: 'all', label: '全部' },
]

/** Splits the rows: what wants an answer comes first; the held seat of an offer is shown as the offer only. */
function parted(bookings: readonly Booking[], waits: readonly WaitingRow[]) {
  const offers = waits.filter(({ state }) => state === 'offered')
  const offered = new Set(offers.map(({ holdId }) => holdId))
  return {
    offers,
    holds: bookings.filter(({ id, state }) => state === 'held' && !offered.has(id)),
    booked: bookings.filter(({ state }) => state !== 'held'),
    waiting: waits.filter(({ state }) => state === 'waiting'),
  }
}

/** Renders 我的预约: seats to confirm, coming bookings, waiting lists; then all bookings. */
export default function BookingList() {
  const { view: opened } = useParams('view')
  const [view, setView] = useState<View>(opened === 'all' ? 'all' : 'ahead')
  const { elder } = useElder()
  const bookings = usePages('GET /v1/bookings', { query: { view } }, { live: true })
  const waits = useRead('GET /v1/waiting', {}, { live: true })
  const today = useRead('GET /v1/tickets', {}, { live: true })
  useReachEnd(bookings.more)
  const ahead = view === 'ahead'
  const tickets = ahead ? (today.value?.rows ?? []).filter(isOpenTicket) : []
  const partsOf = ([rows, { rows: waiting }]: [Booking[], { rows: WaitingRow[] }]) =>
    parted(rows, ahead ? waiting : waiting.filter(({ state }) => state === 'offered'))
  return (
    <Screen
      of={both(bookings, waits)}
      head={<Tabs label="看哪些预约" options={views} value={view} onChange={setView} />}
      bar={(read) => {
        const { holds, offers, booked, waiting } = partsOf(read)
        const answering = holds.length + offers.length > 0
        return (
          !answering &&
          booked.length + waiting.length > 0 && (
            <Button kind="primary" icon="plus" onTap={() => go('services')}>
              再约一个
            </Button>
          )
        )
      }}
    >
      {(read) => {
        const { offers, holds, booked, waiting } = partsOf(read)
        const nothing = [tickets, offers, holds, booked, waiting].every(({ length }) => length === 0)
        return (
          <>
            {nothing && (
              <Empty
                icon="calendar"
                title={ahead ? '现在没有要去的预约' : '您还没有约过服务'}
                text="体检、法律咨询、代办、助老，都可以约个时间再去，不用排队。"
                action={{ text: '去约服务', onTap: () => go('services'), primary: true }}
              />
            )}
            {tickets.length > 0 && (
              <Card title="今天的号" tone="info">
                {tickets.map((ticket) => (
                  <TicketRow key={ticket.id} ticket={ticket} />
                ))}
              </Card>
            )}
            {offers.map((row, n) => (
              <Offer key={row.id} of={row} first={n === 0} />
            ))}
            {holds.map((row, n) => (
              <Hold key={row.id} of={row} first={n === 0 && offers.length === 0} />
            ))}
            {booked.length > 0 && (
              <Card>
                {booked.map((row) => (
                  <BookingRow key={row.id} row={row} />
                ))}
              </Card>
            )}
            {waiting.length > 0 && (
              <Card title="候补">
                {waiting.map((row) => (
                  <Waiting key={row.id} of={row} />
                ))}
              </Card>
            )}
            {bookings.hasMore ? (
              <Button kind="quiet" block busy={bookings.loadingMore} onTap={bookings.more}>
                看更多
              </Button>
            ) : (
              booked.length > 0 &&
              !elder && (
                <Words size={13} tone="third">
                  共 {booked.length} 个预约
                </Words>
              )
            )}
            <Stack across>
              <Button block icon="qr" onTap={() => go('queue/check-in', { scan: 1 })}>
                扫码签到、取号
              </Button>
            </Stack>
            <AskForHelp say="请您代我看一下我约的服务" />
          </>
        )
      }}
    </Screen>
  )
}
