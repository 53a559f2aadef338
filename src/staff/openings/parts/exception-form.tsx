import { useState } from 'react'
import { stillWrong, type FieldErrors } from '../../../platform/sending/forms'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Stack } from '../../../ui/layout/stack'
import { wrongHours } from './opening-form'
import type { Exception, Hours } from './openings'

const ways = [
  { value: 'closed', label: '这天不开放' },
  { value: 'hours', label: '这天换成别的时间' },
] as const

interface ExceptionFormProps {
  of: Exception | undefined
  save: (exception: Exception) => void
  remove: (() => void) | undefined
}

function wrongIn({ day, reason, hours }: Exception): FieldErrors {
  const wrong = hours.map(wrongHours).find((one) => Object.keys(one).length > 0)
  return {
    ...(day === '' && { day: '请选是哪天' }),
    ...(reason.trim() === '' && { reason: '请写明原因，居民会看到' }),
    ...(wrong && { hours: wrong.to ?? `名额${wrong.capacity ?? ''}` }),
  }
}

/** Renders the form of a day that differs from its weekday: closed, or with hours of its own. */
export function ExceptionForm({ of, save, remove }: ExceptionFormProps) {
  const [one, setOne] = useState<Exception>(of ?? { day: '', reason: '', hours: [] })
  const [held, setErrors] = useState<FieldErrors>({})
  const errors = stillWrong(held, wrongIn(one))
  const set = (change: Partial<Exception>) => setOne((before) => ({ ...before, ...change }))
  const setHours = (at: number, change: Partial<Hours>) =>
    setOne((before) => ({ ...before, hours: before.hours.map((hours, index) => (index === at ? { ...hours, ...change } : hours)) }))
  const add = () => set({ hours: [...one.hours, one.hours.length === 0 ? morning : afternoon] })
  const submit = () => {
    const wrong = wrongIn(one)
    setErrors(wrong)
    if (Object.keys(wrong).length === 0) save({ ...one, reason: one.reason.trim() })
  }
  return (
    <Stack gap={16}>
      <PickerRow label="哪天" mode="date" value={one.day === '' ? undefined : one.day} onPick={(day) => set({ day })} error={errors.day} />
      <StaffField
        readBy="resident"
        label="原因"
        help="例如 年终盘点"
        max={60}
        initial={one.reason}
        onText={(reason) => set({ reason })}
        error={errors.reason}
      />
      <Choice
        label="怎样安排"
        options={ways}
        value={one.hours.length === 0 ? 'closed' : 'hours'}
        onChange={(way) => set({ hours: way === 'closed' ? [] : [morning] })}
        error={errors.hours}
      />
      {one.hours.map((hours, index) => (
        <Stack key={index} gap={12}>
          <PickerRow label="几点开始" mode="time" value={hours.from} onPick={(from) => setHours(index, { from })} />
          <PickerRow label="几点结束" mode="time" value={hours.to} onPick={(to) => setHours(index, { to })} />
          <StaffField
            readBy="nobody"
            label="每个时段几个名额"
            kind="number"
            max={3}
            initial={String(hours.capacity)}
            onText={(typed) => setHours(index, { capacity: typed.trim() === '' ? NaN : Number(typed) })}
          />
        </Stack>
      ))}
      {one.hours.length > 0 && one.hours.length < 3 && <Button onTap={add}>再加一段时间</Button>}
      <Button block kind="primary" onTap={submit}>
        {of ? '改好了' : '加上'}
      </Button>
      {remove && (
        <Button block kind="danger" icon="trash" onTap={remove}>
          去掉这一天
        </Button>
      )}
    </Stack>
  )
}

const morning: Hours = { from: '08:30', to: '12:00', capacity: 1 }
const afternoon: Hours = { from: '14:00', to: '17:00', capacity: 1 }
