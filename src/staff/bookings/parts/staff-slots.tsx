import type { DaySheet } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { aria } from '../../../ui/aria'
import { cx } from '../../../ui/cx'
import { DayStrip } from '../../../parts/booking/day-strip'
import { addDays, dayAt, dayName, timeOfDay } from '../../../ui/format'
import { Skeleton } from '../../../ui/layout/skeleton'
import styles from '../../../parts/booking/slot-picker.module.css'
import { Stack } from '../../../ui/layout/stack'
import { Trouble } from '../../../ui/layout/trouble'
import { Words } from '../../../ui/display/words'

export type SheetSlot = DaySheet['services'][number]['slots'][number]

interface StaffSlotsProps {
  venue: string
  service: string
  day: string
  onDay: (day: string) => void
  chosen: string
  onChoose: (slot: SheetSlot) => void
  /** Seats reserved for walk-ins may be booked too. */
  walkIns?: boolean
  /** The slot the booking is in already. */
  not?: string
}

const shownDays = 14
const week = 7
const freeOf = ({ capacity, taken }: SheetSlot) => Math.max(capacity - taken, 0)

/**
 * Renders the days and times the counter may choose: lead time and horizon apply to residents, not staff, so `SlotPicker` would hide too
 * much.
 */
export function StaffSlots({ venue, service, day, onDay, chosen, onChoose, walkIns = false, not }: StaffSlotsProps) {
  const now = useNow()
  const today = dayAt(now)
  const from = day < addDays(today, shownDays) ? today : day
  const days = useRead('GET /v1/services/{code}/days', { params: { code: service }, query: { from } })
  const sheet = useRead('GET /v1/staff/venues/{code}/sheet', { params: { code: venue }, query: { day } }, { live: true })
  const slots = sheet.value?.services.find(({ code }) => code === service)?.slots ?? []
  const turn = (to: number) => () => onDay(to < 0 && addDays(day, to) < today ? today : addDays(day, to))

  const face = (slot: SheetSlot) => {
    if (slot.closedReason !== null) return '停办'
    if (Date.parse(slot.endsAt) <= now) return '已过'
    if (slot.id === not) return '现在的时间'
    const free = freeOf(slot)
    if (free > 0) return `余 ${free}`
    return walkIns && slot.walkIn > 0 ? '约满 · 用现场名额' : '约满'
  }
  const can = (slot: SheetSlot) => /^余|现场名额/.test(face(slot))
  return (
    <Stack>
      {days.value && (
        <DayStrip
          days={days.value.rows}
          chosen={day}
          onChoose={onDay}
          onEarlier={from > today ? turn(-week) : undefined}
          onLater={turn(week)}
        />
      )}
      {!sheet.value && (sheet.problem ? <Trouble problem={sheet.problem} again={sheet.again} /> : <Skeleton shape="list" />)}
      {sheet.value && slots.length === 0 && (
        <Words size={15} tone="second">
          {dayName(day)}没有开放的时段。{sheet.value.says ?? ''}
        </Words>
      )}
      <View className={styles.slots} {...aria({ role: 'radiogroup', label: `${dayName(day)}，选时间` })}>
        {slots.map((slot) => {
          const words = face(slot)
          const on = slot.id === chosen
          return (
            <View
              key={slot.id}
              className={cx(styles.slot, !can(slot) && styles.off, on && styles.on)}
              onClick={() => (can(slot) ? onChoose(slot) : undefined)}
              {...aria({ role: 'radio', label: `${timeOfDay(slot.startsAt)}，${words}`, checked: on, disabled: !can(slot) })}
            >
              <View className={styles.time}>{timeOfDay(slot.startsAt)}</View>
              <View className={styles.face}>{on ? `${words} · 已选` : words}</View>
            </View>
          )
        })}
      </View>
    </Stack>
  )
}
