import { useState } from 'react'
import { stillWrong, type FieldErrors } from '../../../platform/sending/forms'
import { serverNow } from '../../../platform/api/server-clock'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { dayAt } from '../../../ui/format'
import { PickerRow } from '../../../ui/input/picker-row'
import { Stack } from '../../../ui/layout/stack'
import { SwitchRow } from '../../../ui/input/switch-row'
import { weekdays, type Opening } from './openings'

const most = 500
const options = weekdays.map((label, index) => ({ value: String(index + 1), label }))

/** Returns what is wrong with hours and seats, in words. */
export function wrongHours({ from, to, capacity }: { from: string; to: string; capacity: number }): { to?: string; capacity?: string } {
  return {
    ...(from >= to && { to: '结束要晚于开始' }),
    ...(!(Number.isInteger(capacity) && capacity >= 1 && capacity <= most) && { capacity: `请填 1 到 ${most} 的整数` }),
  }
}

const wrongIn = (line: Opening): FieldErrors => ({
  ...wrongHours(line),
  ...(line.weekdays.length === 0 && { weekdays: '请选星期几' }),
  ...(line.fromDay !== null && line.untilDay !== null && line.untilDay < line.fromDay && { untilDay: '要不早于开始的那天' }),
})

interface OpeningFormProps {
  of: Opening | undefined
  save: (opening: Opening) => void
  remove: (() => void) | undefined
}

/** Renders the form of one line of the weekly hours: weekdays, hours, number of seats. */
export function OpeningForm({ of, save, remove }: OpeningFormProps) {
  const [line, setLine] = useState<Opening>(
    of ?? { weekdays: [1, 2, 3, 4, 5], from: '08:30', to: '12:00', capacity: 1, fromDay: null, untilDay: null },
  )
  const [held, setErrors] = useState<FieldErrors>({})
  const errors = stillWrong(held, wrongIn(line))
  const set = (change: Partial<Opening>) => setLine((before) => ({ ...before, ...change }))
  const seasonal = line.fromDay !== null || line.untilDay !== null
  const submit = () => {
    const wrong = wrongIn(line)
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) save(line)
  }
  return (
    <Stack gap={16}>
      <Choice
        label="星期几"
        multiple
        across
        options={options}
        value={line.weekdays.map(String)}
        onChange={(days) => set({ weekdays: days.map(Number).sort((a, b) => a - b) })}
        error={errors.weekdays}
      />
      <PickerRow label="几点开始" mode="time" value={line.from} onPick={(from) => set({ from })} />
      <PickerRow label="几点结束" mode="time" value={line.to} onPick={(to) => set({ to })} error={errors.to} />
      <StaffField
        readBy="nobody"
        label="每个时段几个名额"
        kind="number"
        max={3}
        help="同一时间能接待几位，包括留给现场的"
        initial={String(line.capacity)}
        onText={(typed) => set({ capacity: typed.trim() === '' ? NaN : Number(typed) })}
        error={errors.capacity}
      />
      <SwitchRow
        title="只在一段日子里这样"
        line="例如暑期加开"
        on={seasonal}
        onChange={(on) => set(on ? { fromDay: line.fromDay ?? today(), untilDay: line.untilDay } : { fromDay: null, untilDay: null })}
      />
      {seasonal && (
        <>
          <PickerRow label="从哪天" mode="date" value={line.fromDay ?? undefined} onPick={(fromDay) => set({ fromDay })} />
          <PickerRow
            label="到哪天"
            mode="date"
            optional
            value={line.untilDay ?? undefined}
            onPick={(untilDay) => set({ untilDay })}
            error={errors.untilDay}
          />
        </>
      )}
      <Button block kind="primary" onTap={submit}>
        {of ? '改好了' : '加上'}
      </Button>
      {remove && (
        <Button block kind="danger" icon="trash" onTap={remove}>
          去掉这一行
        </Button>
      )}
    </Stack>
  )
}

const today = () => dayAt(serverNow())
