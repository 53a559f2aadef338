import { ruleWords } from '@doorstep/contract/rule-words'
import type { TicketView } from '@doorstep/contract/queue/views'
import { ticketTraits } from '@doorstep/contract/queue/words'
import { callPhone } from '../../../platform/device/call'
import { useElder } from '../../../platform/device/elder'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders which number is being called, what happens when one is passed, and the ways to leave. */
export function Waiting({ of: t, leave }: { of: TicketView; leave: () => void }) {
  const { bookingId, venue } = t
  const { elder } = useElder()
  const { open, inHand } = ticketTraits[t.state]
  return (
    <>
      <Card>
        {open && !inHand && <ListRow quiet title="现在叫到" end={<Words bold>{t.now ?? '还没开始叫'}</Words>} />}
        <ListRow quiet title="在哪里" line={`${venue.name}，${venue.address}`} />
        {!elder && <ListRow quiet title="取号时间" end={<Words size={15}>{moment(t.drawnAt)}</Words>} />}
        {bookingId !== null && <ListRow quiet chevron title="看这个预约" onTap={() => go('bookings/detail', { id: bookingId })} />}
      </Card>
      {t.state === 'waiting' && (
        <Words size={15} tone="second">
          {`叫到时没来会过号：${ruleWords.passed}，${ruleWords.lastCall}。要走开一会儿，请跟柜台说一声。`}
        </Words>
      )}
      <Stack across={!elder}>
        <Button block icon="phone" label={`给${venue.name}打电话`} onTap={() => callPhone(venue.phone)}>
          打电话
        </Button>
        {t.actions.includes('void') && (
          <Button block onTap={leave}>
            不等了
          </Button>
        )}
      </Stack>
    </>
  )
}
