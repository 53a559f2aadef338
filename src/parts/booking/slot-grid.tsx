import type { SlotRow } from '@doorstep/contract/services/views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { callPhone } from '../../platform/device/call'
import { useElder } from '../../platform/device/elder'
import { useNow } from '../../platform/api/now'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { cx } from '../../ui/cx'
import { dayName, isMorning, timeOfDay } from '../../ui/format'
import styles from './slot-picker.module.css'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** Returns the text of a slot that is listed. */
function faceOf({ state, free, waiting, held }: SlotRow): string {
  if (held) return '给您留着，继续约'
  if (state === 'mine') return free > 0 ? `您已约 · 余 ${free}` : '您已约'
  if (state === 'full') return waiting > 0 ? `已满 · ${waiting} 人候补` : '已满 · 可候补'
  return `余 ${free}`
}

/** Returns whether a slot can be booked now, not only waited for. */
const isFree = ({ state, held }: SlotRow) => state === 'free' || held !== undefined

/** Returns whether a slot is listed: what is over, too near, closed or not open yet is not in sight. */
const isListed = (slot: SlotRow, now: number, opens: boolean) =>
  Date.parse(slot.startsAt) > now && (isFree(slot) || (opens && (slot.state === 'full' || slot.state === 'mine')))

/** Returns why no slot is listed. */
function noneLeft(rows: readonly SlotRow[]) {
  if (rows.some(({ state }) => state === 'mine')) return '这一天除了您已经约的，没有别的空位，请看别的日子。'
  return rows.length > 0 && rows.every(({ state }) => state === 'full')
    ? '这一天约满了，请看别的日子。'
    : '这一天没有还能约的时间了，请看别的日子。'
}

/** Renders the way to ask by phone. */
export const ByPhone = ({ phone }: { phone: string | undefined }) =>
  phone === undefined ? null : (
    <Button icon="phone" block label={`打电话问 ${phone}`} onTap={() => callPhone(phone)}>
      打电话问
    </Button>
  )

interface SlotGridProps {
  day: string
  rows: readonly SlotRow[]
  chosen: string | undefined
  choose: (slot: SlotRow) => void
  opens: boolean
  windows: boolean
  phone: string | undefined
}

/** Renders the slots of a day. Elder mode shows the free ones; the rest is one tap away. */
export function SlotGrid({ day, rows, chosen, choose, opens, windows, phone }: SlotGridProps) {
  const { elder } = useElder()
  const now = useNow()
  const [all, setAll] = useState(false)
  const listed = rows.filter((slot) => isListed(slot, now, opens))
  const shown = elder && !all ? listed.filter((slot) => isFree(slot) || slot.id === chosen) : listed
  const left = rows.some((slot) => Date.parse(slot.startsAt) > now && (slot.state === 'tooLate' || slot.state === 'closed'))
  const halves = [
    { name: '上午', slots: shown.filter(({ startsAt }) => isMorning(startsAt)) },
    { name: '下午', slots: shown.filter(({ startsAt }) => !isMorning(startsAt)) },
  ].filter(({ slots }) => slots.length > 0)
  return (
    <View {...aria({ role: 'radiogroup', label: `${dayName(day)}，选时间` })}>
      {halves.map(({ name, slots }) => (
        <View key={name} className={styles.half}>
          <View className={styles.name}>{`${dayName(day)} ${name}`}</View>
          <View className={styles.slots}>
            {slots.map((slot) => (
              <Slot key={slot.id} slot={slot} on={slot.id === chosen} wide={windows || elder} choose={choose} />
            ))}
          </View>
        </View>
      ))}
      {shown.length === 0 && <Words size={15}>{noneLeft(rows)}</Words>}
      {elder && !all && shown.length < listed.length && (
        <Button kind="quiet" block onTap={() => setAll(true)}>
          看约满的，可以候补
        </Button>
      )}
      {left && (
        <Stack gap={8}>
          <Words size={15} tone="second">
            有的时段离开始太近或者停办了，没有列出；可以打电话问。
          </Words>
          <ByPhone phone={phone} />
        </Stack>
      )}
    </View>
  )
}

interface SlotProps {
  slot: SlotRow
  on: boolean
  /** Whether the button shows the end of the slot too. */
  wide: boolean
  choose: (slot: SlotRow) => void
}

function Slot({ slot, on, wide, choose }: SlotProps) {
  const time = wide ? `${timeOfDay(slot.startsAt)}–${timeOfDay(slot.endsAt)}` : timeOfDay(slot.startsAt)
  const face = faceOf(slot)
  return (
    <View
      className={cx(styles.slot, wide && styles.wide, !isFree(slot) && styles.quiet, on && styles.on)}
      onClick={() => choose(slot)}
      {...aria({ role: 'radio', label: `${timeOfDay(slot.startsAt)} 到 ${timeOfDay(slot.endsAt)}，${face}`, checked: on })}
    >
      <View className={styles.time}>{time}</View>
      <View className={styles.face}>{on ? `${face.replace(/^已满 · |，.*$/g, '')} · 已选` : face}</View>
    </View>
  )
}
