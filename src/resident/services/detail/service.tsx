import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { ruleWords } from '@doorstep/contract/rule-words'
import type { BookableService, SlotRow } from '@doorstep/contract/services/views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { AskForHelp } from '../../../parts/ask-for-help'
import { SlotPicker } from '../../../parts/booking/slot-picker'
import { useSlots, type SlotsOf } from '../../../parts/booking/use-slots'
import { dayAt } from '../../../ui/format'
import { replace } from '../../../platform/navigation/navigate'
import { useShare } from '../../../platform/navigation/share'
import { Words } from '../../../ui/display/words'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { BookSheet } from '../booking/book-sheet'
import type { Whose } from '../booking/use-booking'
import { useHold } from '../booking/use-hold'
import { WaitSheet } from '../booking/wait-sheet'
import { Facts, Head, Rules } from './about'
import { WalkIn, WalkInBar } from './walk-in'

interface ServiceProps {
  code: string
  /** The day to begin with; empty for the first with something free. */
  day: string
  /** For whom the resident was going to book; empty where unknown. */
  whose: Whose
  /** The hold or offer the page was opened with. */
  begun?: BookingDetail
}

/** What an address that leads to no service, or to a place that is gone, offers instead. */
export const seeServices = { text: '看能约的服务', onTap: () => replace('services/list') }

/** Returns the slot of a place that is held, as the list has it. */
const slotOf = ({ id, slotId, startsAt, endsAt, seats, heldUntil }: BookingDetail): SlotRow | undefined =>
  heldUntil === null
    ? undefined
    : {
        id: slotId,
        startsAt,
        endsAt,
        capacity: seats,
        free: seats,
        state: 'free',
        waiting: 0,
        held: { bookingId: id, until: heldUntil, seats },
      }

/** Renders a service with its days and times. */
export function Service({ code, day, whose, begun }: ServiceProps) {
  const slots = useSlots(code, { first: begun === undefined ? day : dayAt(begun.startsAt) })
  const { times } = slots
  const name = times.value?.service.name
  useShare(name === undefined ? '家门口的服务，可以在网上约' : `可以在网上约：${name}`, 'services/detail', { code })
  const read = { ...times, value: times.value?.service, again: slots.again }
  return (
    <Screen
      of={read}
      {...(name !== undefined && { title: name })}
      missing={seeServices}
      shape="detail"
      bar={(of) => of.way === 'walkIn' && <WalkInBar phone={of.phone} />}
    >
      {(of: BookableService) => (
        <>
          <Head of={of} />
          {of.way === 'walkIn' ? <WalkIn venue={of.venue} /> : <Times of={of} slots={slots} whose={whose} begun={begun} />}
          <Facts of={of} />
          <Rules says={of.says} approval={of.approval} />
        </>
      )}
    </Screen>
  )
}

interface TimesProps extends Pick<ServiceProps, 'whose'> {
  of: BookableService
  slots: SlotsOf
  begun: BookingDetail | undefined
}

/** Renders the days and times, and the sheet of the time that was tapped. */
function Times({ of, slots, whose, begun }: TimesProps) {
  const [{ slot, who }, open] = useState({ slot: begun && slotOf(begun), who: whose })
  const hold = useHold()
  const close = () => {
    open({ slot: undefined, who: '' })
    void hold.close()
  }
  const onSlot = (next: SlotRow) => open({ slot: next, who })
  const choose = (next: SlotRow) => open({ slot: next, who: next.held?.forOther === true ? 'other' : '' })
  const onOther = async (slotId: string, seats: number, forOther: boolean) => {
    const got = await hold.take({ slotId, seats, forOther })
    if (got) open({ slot: { ...got.slot, state: 'free' }, who: forOther ? 'other' : '' })
    else void slots.again()
  }
  const shared = { service: of, whose: who, onClose: close }
  return (
    <>
      <AskForHelp say={`请您代我约：${of.name}`}>请网格员代我约</AskForHelp>
      {begun !== undefined && slotOf(begun) === undefined && (
        <Card tone="warning">
          <Announce urgent seen>
            这个位置已经让出了；您填的内容还在，请重新选时间。
          </Announce>
        </Card>
      )}
      <View>
        <Words size={20} bold heading>
          {of.way === 'home' ? '选上门时段' : '选时间'}
        </Words>
        <Words size={15} tone="second">
          {ruleWords.holdAhead}
        </Words>
      </View>
      <SlotPicker of={slots} chosen={slot?.id} onChoose={choose} opens windows={of.way === 'home'} phone={of.phone} />
      {slot &&
        (slot.state === 'full' && !slot.held ? (
          <WaitSheet {...shared} slot={slot} onOther={(id, seats, forOther) => void onOther(id, seats, forOther)} />
        ) : (
          <BookSheet {...shared} slot={slot} hold={hold} onSlot={onSlot} />
        ))}
    </>
  )
}
