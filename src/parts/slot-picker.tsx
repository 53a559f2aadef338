import type { DayRow, SlotRow } from '@doorstep/contract/services/views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { callPhone } from '../platform/device/call'
import { useElder } from '../platform/device/elder'
import { Announce } from '../ui/layout/announce'
import { aria } from '../ui/aria'
import { Button } from '../ui/input/button'
import { cx } from '../ui/cx'
import { DayStrip, dayWords } from './day-strip'
import { dayName, isMorning, timeOfDay } from '../ui/format'
import { Skeleton } from '../ui/layout/skeleton'
import styles from './slot-picker.module.css'
import { Stack } from '../ui/layout/stack'
import type { SlotsOf } from './use-slots'
import { Words } from '../ui/display/words'

type SlotState = SlotRow['state']

/** What the page that shows the slots can do with a slot that is not simply free. */
interface Can {
  /** A full slot may be chosen: the page offers its waiting list. */
  waits: boolean
  /** The booking is for somebody else: a slot the booker has themselves may be chosen too. */
  others: boolean
  /** A slot the booker holds already may be chosen: the page continues with that hold. */
  resumes: boolean
}

/** Returns the text of a slot, including why it cannot be chosen. */
const faces: Record<SlotState, (slot: SlotRow, waits: boolean) => string> = {
  free: ({ free }) => `余 ${free}`,
  full: ({ waiting }, waits) => (!waits ? '已满' : waiting > 0 ? `已满 · ${waiting} 人候补` : '已满 · 可候补'),
  tooLate: () => '已截止',
  later: () => '未开放',
  closed: () => '停办',
  mine: ({ free }) => (free > 0 ? `您已约 · 余 ${free}` : '您已约'),
}
const whyNot: Record<Exclude<SlotState, 'free'>, string> = {
  full: '这个时段已经约满了，请换一个',
  tooLate: '这个时段离开始太近，不能在线预约了；可以打电话问',
  later: '这个时段还没有开放预约，请过几天再来，或换一个近一些的',
  closed: '这个时段停办了，请换一个',
  mine: '这个时段您已经约好了，在“我的预约”里可以查看、改时间',
}

const faceOf = (slot: SlotRow, { waits, resumes }: Can) =>
  slot.held ? (resumes ? '给您留着，继续填' : '给您留着，还没约好') : faces[slot.state](slot, waits)

const takable = ({ state, free, held }: SlotRow, { waits, others, resumes }: Can) =>
  state === 'free' || (held !== undefined && resumes) || (state === 'full' && waits) || (state === 'mine' && others && free > 0)

/** Returns whether a slot can be booked now, not only waited for. */
const free = (slot: SlotRow, can: Can) => takable(slot, { ...can, waits: false })

/** Returns why elder mode shows no slot to choose. */
const noneLeft = (rows: readonly SlotRow[]) =>
  rows.some(({ state }) => state === 'mine')
    ? '这一天除了您已经约的，没有别的空位，请看别的日子。'
    : rows.every(({ state }) => state === 'full')
      ? '这一天约满了，请看别的日子。'
      : '这一天没有还能约的时间了，请看别的日子。'

interface SlotPickerProps extends Partial<Can> {
  /** Result of `useSlots`. */
  of: SlotsOf
  /** Id of the chosen slot. */
  chosen: string | undefined
  onChoose: (slot: SlotRow) => void
  /** A home service is booked for a time window: its end is shown too. */
  windows?: boolean
  /** Phone to call about a time that cannot be booked. */
  phone?: string | undefined
}

/** Renders the day strip and the day's slots with what is free. A slot that cannot be booked explains why when tapped. */
export function SlotPicker({
  of,
  chosen,
  onChoose,
  waits = false,
  others = false,
  resumes = false,
  windows = false,
  phone,
}: SlotPickerProps) {
  const { days, slots, day } = of
  const can: Can = { waits, others, resumes }
  const [asked, setAsked] = useState<SlotRow>()
  if (!days.value) return days.problem ? <NotRead of={of} text={days.problem.detail} /> : <Skeleton shape="detail" />
  const why = asked && slots.value?.rows.some(({ id }) => id === asked.id) && asked.state !== 'free' ? whyNot[asked.state] : ''
  const choose = (slot: SlotRow) => {
    const takes = takable(slot, can)
    setAsked(takes ? undefined : slot)
    if (takes) onChoose(slot)
  }
  return (
    <Stack>
      <DayStrip days={days.value.rows} chosen={day} onChoose={of.choose} onEarlier={of.earlier} onLater={of.later} />
      {slots.value ? (
        <Slots key={day} of={slots.value} chosen={chosen} choose={choose} can={can} windows={windows} />
      ) : slots.problem ? (
        <NotRead of={of} text={slots.problem.detail} />
      ) : (
        <Skeleton shape="list" />
      )}
      {why !== '' && (
        <Stack gap={8}>
          <Announce urgent seen>
            {why}
          </Announce>
          {phone !== undefined && asked?.state !== 'mine' && (
            <Button icon="phone" block onTap={() => callPhone(phone)}>
              打电话问
            </Button>
          )}
        </Stack>
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

interface SlotsProps {
  of: { day: DayRow; rows: SlotRow[] }
  chosen: string | undefined
  choose: (slot: SlotRow) => void
  can: Can
  windows: boolean
}

/** Renders the slots of a day. Elder mode shows the free ones; the rest is one tap away. */
function Slots({ of: { day, rows }, chosen, choose, can, windows }: SlotsProps) {
  const { elder } = useElder()
  const [all, setAll] = useState(false)
  if (rows.length === 0 || day.state === 'closed' || day.state === 'later')
    return (
      <View {...aria({ role: 'status' })}>
        <Words size={15} tone="second">
          {dayName(day.day)}：{dayWords(day).full}。请看别的日子。
        </Words>
      </View>
    )
  const shown = elder && !all ? rows.filter((slot) => free(slot, can) || slot.id === chosen) : rows
  const halves = [
    { name: '上午', slots: shown.filter(({ startsAt }) => isMorning(startsAt)) },
    { name: '下午', slots: shown.filter(({ startsAt }) => !isMorning(startsAt)) },
  ].filter(({ slots }) => slots.length > 0)
  return (
    <View {...aria({ role: 'radiogroup', label: `${dayName(day.day)}，选时间` })}>
      {halves.map(({ name, slots }) => (
        <View key={name} className={styles.half}>
          <View className={styles.name}>{`${dayName(day.day)} ${name}`}</View>
          <View className={styles.slots}>
            {slots.map((slot) => (
              <Slot key={slot.id} slot={slot} on={slot.id === chosen} can={can} wide={windows || elder} choose={choose} />
            ))}
          </View>
        </View>
      ))}
      {shown.length === 0 && <Words size={15}>{noneLeft(rows)}</Words>}
      {elder && !all && shown.length < rows.length && (
        <Button kind="quiet" block onTap={() => setAll(true)}>
          {can.waits ? '看约满的，可以候补' : '看全部时段'}
        </Button>
      )}
    </View>
  )
}

interface SlotProps {
  slot: SlotRow
  on: boolean
  can: Can
  /** Whether the button shows the end of the slot too. */
  wide: boolean
  choose: (slot: SlotRow) => void
}

function Slot({ slot, on, can, wide, choose }: SlotProps) {
  const time = wide ? `${timeOfDay(slot.startsAt)}–${timeOfDay(slot.endsAt)}` : timeOfDay(slot.startsAt)
  const face = faceOf(slot, can)
  return (
    <View
      className={cx(styles.slot, wide && styles.wide, !free(slot, can) && styles.quiet, !takable(slot, can) && styles.off, on && styles.on)}
      onClick={() => choose(slot)}
      {...aria({ role: 'radio', label: `${timeOfDay(slot.startsAt)} 到 ${timeOfDay(slot.endsAt)}，${face}`, checked: on })}
    >
      <View className={styles.time}>{time}</View>
      <View className={styles.face}>{on ? `${face.replace(/^已满 · |，.*$/g, '')} · 已选` : face}</View>
    </View>
  )
}
