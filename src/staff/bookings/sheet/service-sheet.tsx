import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { DaySheet, StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { go } from '../../../platform/navigation/navigate'
import { aria } from '../../../ui/aria'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { cx } from '../../../ui/cx'
import { timeOfDay } from '../../../ui/format'
import { Icon } from '../../../ui/display/icon'
import { Words } from '../../../ui/display/words'
import { summaryOf } from '../parts/booking-row'
import styles from './index.module.css'

type Service = DaySheet['services'][number]
type Slot = Service['slots'][number]

const sum = (slots: readonly Slot[], of: (slot: Slot) => number) => slots.reduce((total, slot) => total + of(slot), 0)

interface ServiceSheetProps {
  of: Service
  venue: string
  day: string
  open: boolean
}

/** Renders one service of the day. Slots without bookings are folded into one line, so that people who come stay in sight. */
export function ServiceSheet({ of: service, venue, day, open }: ServiceSheetProps) {
  const [shown, setShown] = useState(open)
  const [all, setAll] = useState(false)
  const { slots, name } = service
  const taken = sum(slots, (slot) => slot.taken)
  const summary = `约了 ${taken}/${sum(slots, ({ capacity }) => capacity)} · 现场 ${sum(slots, ({ walkIn }) => walkIn)}`
  const busy = slots.filter((slot) => slot.bookings.length > 0 || slot.waiting > 0 || slot.closedReason !== null)
  const listed = all ? slots : busy
  const empty = slots.length - busy.length
  return (
    <Card>
      <View
        className={styles.head}
        onClick={() => setShown(!shown)}
        {...aria({ role: 'button', label: `${name}，${summary}`, expanded: shown })}
      >
        <View className={styles.headText}>
          <Words bold>{name}</Words>
          <Words size={15} tone="second">
            {summary}
          </Words>
        </View>
        <View className={cx(shown && styles.turned)}>
          <Icon name="chevron" size={20} />
        </View>
      </View>
      {shown && (
        <View className={styles.slots}>
          {listed.map((slot) => (
            <SlotRow key={slot.id} of={slot} add={() => go('staff/bookings/book', { venue, day, service: service.code, slot: slot.id })} />
          ))}
          {empty > 0 && (
            <Button kind="quiet" block onTap={() => setAll(!all)}>
              {all ? '只看有人约的' : `还有 ${empty} 个时段没人约`}
            </Button>
          )}
        </View>
      )}
    </Card>
  )
}

function SlotRow({ of: slot, add }: { of: Slot; add: () => unknown }) {
  const left = slot.capacity - slot.taken
  return (
    <View className={styles.slot}>
      <View className={styles.when}>
        <View className={styles.time}>{timeOfDay(slot.startsAt)}</View>
        <View className={styles.full} {...aria({ role: 'img', label: `约了 ${slot.taken}，共 ${slot.capacity}` })}>
          约 {slot.taken}/{slot.capacity}
        </View>
        {slot.walkIn > 0 && <View className={styles.full}>现场 {slot.walkIn}</View>}
      </View>
      <View className={styles.who}>
        {slot.closedReason !== null && <Chip tone="warning">{slot.closedReason}</Chip>}
        {slot.bookings.map((booking) => (
          <Comer key={booking.id} of={booking} />
        ))}
        {slot.waiting > 0 && <View className={styles.free}>{slot.waiting} 人候补</View>}
        {slot.closedReason === null && left > 0 && (
          <View
            className={styles.free}
            onClick={() => void add()}
            {...aria({ role: 'button', label: `${timeOfDay(slot.startsAt)}，空 ${left} 位，替人约` })}
          >
            空 {left} 位，替人约
          </View>
        )}
      </View>
    </View>
  )
}

/**
 * Renders one booking: name, seats, notes, with the phone one tap away. One cancelled by staff stays, struck through, and says whether the
 * person has to be phoned.
 */
function Comer({ of: booking }: { of: StaffBookingRow }) {
  const { phone, name, toCall } = booking
  const state = bookingStateWords[booking.state]
  const line = [summaryOf(booking, true), toCall !== null && '要打电话告诉'].filter(Boolean).join(' · ')
  return (
    <View className={styles.booking}>
      <View
        className={styles.person}
        onClick={() => void go('staff/bookings/detail', { id: booking.id })}
        {...aria({ role: 'button', label: [name, state.name, line].filter(Boolean).join('，') })}
      >
        <View className={cx(booking.state === 'cancelled' && styles.off)}>{name}</View>
        {line !== '' && <View className={styles.line}>{line}</View>}
      </View>
      <Chip tone={state.tone}>{state.name}</Chip>
      {phone !== null && (
        <View className={styles.call} onClick={() => void callPhone(phone)} {...aria({ role: 'button', label: `给${name}打电话` })}>
          <Icon name="phone" size={20} />
        </View>
      )}
    </View>
  )
}
