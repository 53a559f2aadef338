import type { DayRow, SlotRow } from '@doorstep/contract/services/views'
import { View } from '@tarojs/components'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { DayStrip } from './day-strip'
import { dayName } from '../../ui/format'
import { Skeleton } from '../../ui/layout/skeleton'
import { Stack } from '../../ui/layout/stack'
import { ByPhone, SlotGrid } from './slot-grid'
import type { SlotsOf } from './use-slots'
import { Words } from '../../ui/display/words'

interface SlotPickerProps {
  /** Result of `useSlots`. */
  of: SlotsOf
  /** Id of the chosen slot. */
  chosen: string | undefined
  onChoose: (slot: SlotRow) => void
  /** A tap opens what there is about a time, so that full ones and the resident’s own are listed too. */
  opens?: boolean
  /** A home service is booked for a time window: its end is shown too. */
  windows?: boolean
  /** Phone to call about a time that cannot be booked. */
  phone?: string | undefined
}

/** Renders the days and times that are open and ahead, each with what is free. */
export function SlotPicker({ of, chosen, onChoose, opens = false, windows = false, phone }: SlotPickerProps) {
  const { times, slots, day, days } = of
  if (!times.value) return times.problem ? <NotRead of={of} text={times.problem.detail} /> : <Skeleton shape="detail" />
  const shown = opens ? days : days.filter((row) => row.state === 'open' || row.day === day)
  return (
    <Stack gap={16}>
      {shown.length === 0 ? (
        <NoDays of={of} days={times.value.days} phone={phone} />
      ) : (
        <DayStrip days={shown} chosen={day} onChoose={of.choose} onEarlier={of.earlier} onLater={of.later} />
      )}
      <Closed of={times.value.days} />
      {day !== undefined && shown.length > 0 && !slots.value && (
        <>{slots.problem ? <NotRead of={of} text={slots.problem.detail} /> : <Skeleton shape="list" />}</>
      )}
      {day !== undefined && slots.value && (
        <SlotGrid
          key={day}
          day={day}
          rows={slots.value.rows}
          chosen={chosen}
          choose={onChoose}
          opens={opens}
          windows={windows}
          phone={phone}
        />
      )}
    </Stack>
  )
}

const NotRead = ({ of, text }: { of: SlotsOf; text: string }) => (
  <Stack>
    <Words size={15} tone="second">
      {text}
    </Words>
    <Button onTap={of.again}>再试一次</Button>
  </Stack>
)

/** Rendered where no day has anything to take. */
const NoDays = ({ of: { later, earlier }, days, phone }: { of: SlotsOf; days: readonly DayRow[]; phone: string | undefined }) => (
  <Stack>
    <View {...aria({ role: 'status' })}>
      <Words>{days.some(({ state }) => state === 'full') ? '能约的日子都约满了。' : '现在没有能约的日子。'}</Words>
      <Words size={15} tone="second">
        {later ? '可以看更晚的日子，也可以打电话问。' : '请过几天再来看，也可以打电话问。'}
      </Words>
    </View>
    {later && <Button onTap={later}>看更晚的日子</Button>}
    {earlier && <Button onTap={earlier}>看更早的日子</Button>}
    <ByPhone phone={phone} />
  </Stack>
)

const mostClosed = 3

/** Renders which days ahead were closed (停办), and why: whoever looks for one of them finds it here. */
function Closed({ of }: { of: readonly DayRow[] }) {
  const closed = of.filter(({ state, says }) => state === 'closed' && says.startsWith('停办'))
  if (closed.length === 0) return null
  return (
    <View>
      {closed.slice(0, mostClosed).map(({ day, says }) => (
        <Words key={day} size={15} tone="second">
          {dayName(day)} {says}
        </Words>
      ))}
      {closed.length > mostClosed && (
        <Words size={15} tone="second">
          还有 {closed.length - mostClosed} 天停办
        </Words>
      )}
    </View>
  )
}
