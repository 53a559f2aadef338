import type { ServiceWay } from '@doorstep/contract/services/words'
import { useState } from 'react'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { duration } from '../../../ui/format'
import { PickerRow } from '../../../ui/input/picker-row'
import { Stack } from '../../../ui/layout/stack'
import { SwitchRow } from '../../../ui/input/switch-row'
import { Words } from '../../../ui/display/words'
import type { RulesDraft, TypedRule } from '../parts/rules-draft'

interface NumberSpec {
  name: TypedRule
  label: string
  help: string
  /** Path of its errors in the contract. */
  path: string
  optional?: boolean
  /** Applies only to services with slots. */
  slotOnly?: boolean
}

const simple: readonly NumberSpec[] = [
  { name: 'minutes', path: 'minutes', label: '每个时段几分钟', help: '办一位大约要多久，例如 15', slotOnly: true },
  {
    name: 'walkInPercent',
    path: 'walkInPercent',
    label: '留给现场的名额（%）',
    help: '例如 20：每 10 个名额留 2 个给没预约直接来的人',
    slotOnly: true,
  },
  { name: 'horizonDays', path: 'horizonDays', label: '提前几天开放预约', help: '例如 14：今天能约到两周后' },
  { name: 'maxSeats', path: 'maxSeats', label: '一次最多约几个位置', help: '一家人一起来的，可以填 2 或更多' },
]
const approval: NumberSpec = {
  name: 'approvalHours',
  path: 'approval.hours',
  label: '几个工作小时内答复',
  help: '过了还没答复，系统会告诉居民没约上',
}
const rare: readonly NumberSpec[] = [
  { name: 'bufferBefore', path: 'bufferBefore', label: '每个时段前空几分钟', help: '准备用，不接待人' },
  { name: 'bufferAfter', path: 'bufferAfter', label: '每个时段后空几分钟', help: '收尾用；前后两个时段之间取长的那个' },
  {
    name: 'graceMinutes',
    path: 'graceMinutes',
    label: '迟到几分钟算没有来',
    help: '例如 15；过后位置给别人，他来了仍可补签到',
    slotOnly: true,
  },
  { name: 'limitDay', path: 'limits.day', label: '一个人一天最多约几次', help: '不填就不限', optional: true },
  { name: 'limitWeek', path: 'limits.week', label: '一个人一周最多约几次', help: '周一到周日；不填就不限', optional: true },
  { name: 'limitMonth', path: 'limits.month', label: '一个人一个月最多约几次', help: '不填就不限', optional: true },
]
const group: readonly NumberSpec[] = [
  { name: 'people', path: 'minimum.people', label: '至少几个人', help: '不够就取消，并告诉每个人' },
  { name: 'decideHours', path: 'minimum.decideHours', label: '开始前几小时决定', help: '例如 24：前一天这个时候看够不够' },
]

const hour = 60
const stretches = [0, 10, 30, hour, 2 * hour, 4 * hour, 12 * hour, 24 * hour, 48 * hour, 72 * hour, 7 * 24 * hour]
const stretchSays = (minutes: number) => (minutes === 0 ? '开始前都可以' : `提前 ${duration(minutes * 60_000)}`)

interface FieldsProps {
  draft: Draft<RulesDraft>
  errors: FieldErrors
  way: ServiceWay
}

const Numbers = ({ of, draft, errors, way }: FieldsProps & { of: readonly NumberSpec[] }) => (
  <>
    {of
      .filter(({ slotOnly }) => way === 'slot' || slotOnly !== true)
      .map(({ name, label, help, path, optional }) => (
        <StaffField
          readBy="nobody"
          key={name}
          label={label}
          help={help}
          optional={optional ?? false}
          kind="number"
          max={4}
          initial={draft.values[name]}
          onText={(typed) => draft.note({ [name]: typed })}
          error={errors[path]}
        />
      ))}
  </>
)

interface StretchProps {
  label: string
  help: string
  value: number
  onPick: (minutes: number) => void
  error: string | undefined
}

/** Renders the choice of a length of time before a slot begins, from the usual ones. */
function Stretch({ label, help, value, onPick, error }: StretchProps) {
  const minutes = stretches.includes(value) ? stretches : [...stretches, value].sort((a, b) => a - b)
  return (
    <PickerRow
      label={label}
      help={help}
      value={stretchSays(value)}
      options={minutes.map(stretchSays)}
      onPick={(index) => onPick(minutes[index] ?? value)}
      error={error}
    />
  )
}

/** Renders what every service needs: slot length, seats for walk-ins, deadlines for booking and cancelling, approval. */
export function SimpleFields({ draft, errors, way }: FieldsProps) {
  const { values, set } = draft
  if (way === 'walkIn') {
    return (
      <Card title="怎样约">
        <Words tone="second">现场办理，不用预约：居民在开放时间里来取号。</Words>
      </Card>
    )
  }
  return (
    <Card title="怎样约">
      <Stack gap={16}>
        <Numbers of={simple} draft={draft} errors={errors} way={way} />
        <Stretch
          label="最晚什么时候约"
          help="离开始太近就不能在线约了，可以打电话或直接来"
          value={values.leadMinutes}
          onPick={(leadMinutes) => set({ leadMinutes })}
          error={errors.leadMinutes}
        />
        <Stretch
          label="最晚什么时候自己取消"
          help="之后要打电话来取消"
          value={values.cancelMinutes}
          onPick={(cancelMinutes) => set({ cancelMinutes })}
          error={errors.cancelMinutes}
        />
        <SwitchRow
          title="要工作人员确认"
          line={values.approval ? '约了先等确认，确认后才算约上' : '有位置就直接约上'}
          on={values.approval}
          onChange={(on) => set({ approval: on })}
        />
        {values.approval && <Numbers of={[approval]} draft={draft} errors={errors} way={way} />}
      </Stack>
    </Card>
  )
}

const holidays = [
  { value: 'closed', label: '节假日休息', help: '法定节假日不开放；调休上班的周末照周五的时间开' },
  { value: 'open', label: '节假日照常', help: '不管节假日，都按每周的时间开' },
] as const

const moreRules: Record<ServiceWay, string> = {
  slot: '更多规则：节假日、间隔、次数、成团',
  home: '更多规则：节假日、间隔、次数',
  walkIn: '更多规则：节假日',
}

/** Renders what only some services need, folded; it unfolds when something in it is wrong. */
export function RareFields({ draft, errors, way }: FieldsProps) {
  const [open, setOpen] = useState(false)
  const wrong = [...rare, ...group].some(({ path }) => errors[path] !== undefined)
  const { values, set } = draft
  // It stays unfolded when what was wrong in it is right.
  if (wrong && !open) setOpen(true)
  if (!open && !wrong) {
    return (
      <Button block onTap={() => setOpen(true)}>
        {moreRules[way]}
      </Button>
    )
  }
  return (
    <Card title="更多规则">
      <Stack gap={16}>
        <Choice label="节假日" options={holidays} value={values.holidays} onChange={(chosen) => set({ holidays: chosen })} />
        {way !== 'walkIn' && <Numbers of={rare} draft={draft} errors={errors} way={way} />}
        {way === 'slot' && (
          <SwitchRow title="人数不够就取消" line="课程、活动这类要凑够人的" on={values.minimum} onChange={(on) => set({ minimum: on })} />
        )}
        {way === 'slot' && values.minimum && <Numbers of={group} draft={draft} errors={errors} way={way} />}
      </Stack>
    </Card>
  )
}
