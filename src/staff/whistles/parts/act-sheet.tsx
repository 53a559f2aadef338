import type { Whistle } from '@doorstep/contract/whistles/views'
import { useRef, useState } from 'react'
import { newId } from '../../../platform/api/ids'
import { refresh } from '../../../platform/api/query'
import { isDone, type Problem } from '../../../platform/api/result'
import { keptIds, withLost } from '../../../platform/sending/attachments'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf } from '../../../platform/sending/forms'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { useErrors } from '../../../platform/sending/use-errors'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Chips } from '../../../ui/input/chips'
import { FieldBlock } from '../../../ui/input/field'
import { StaffField } from '../../parts/fields/staff-field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { Announce } from '../../../ui/layout/announce'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { emptyAct, readAgain, type Act, type ActDraft, type ActField } from './acts'

const minutes = ['10', '20', '30', '60', '120'].map((value) => ({
  value,
  label: Number(value) < 60 ? `${value} 分钟` : `${Number(value) / 60} 小时`,
}))
const yesNo = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
] as const

interface ActSheetProps {
  act: Act
  /** What the action is on: a whistle, or the call of a unit. */
  id: string
  /** Units that may be called, and those that were asked for. */
  callable: Whistle['callable']
  asked: readonly string[]
  close: () => void
}

/** Renders the form of one action from the bar; what was written survives until it is sent. */
export function ActSheet({ act, id, callable, asked, close }: ActSheetProps) {
  const kept = useDraft<ActDraft>(`staff.whistle.${act.label}.${id}`, { ...emptyAct, units: [...asked] })
  const { draft, errors, setErrors } = useErrors<ActDraft>(kept, (now) => {
    const checked = act.check(now)
    return checked.ok ? {} : checked.errors
  })
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const submission = useRef(newId())
  const uploading = useStillUploading()
  const { values } = draft
  const submit = async () => {
    const now = draft.now()
    const checked = act.check(now)
    setErrors(checked.ok ? {} : checked.errors)
    if (!checked.ok) return
    setSending(true)
    setProblem(undefined)
    const result = await act.send(id, now, submission.current)
    setSending(false)
    if (!isDone(result)) {
      if (result.problem.status >= 400 && result.problem.status < 500) submission.current = newId()
      const marked = withLost(result.problem, keptIds(now.photos), draft.now())
      if (marked) draft.set({ photos: marked.photos })
      setErrors(errorsOf(result.problem))
      setProblem(result.problem)
      return
    }
    draft.clear()
    close()
    void refresh(...readAgain)
  }
  const [first, second] = act.questions ?? []
  const draw: Record<ActField, () => React.ReactNode> = {
    minutes: () => (
      <FieldBlock key="minutes" label="多久能到" error={errors.arriveMinutes}>
        <Chips label="多久能到" options={minutes} value={values.minutes} onChoose={(chosen) => draft.set({ minutes: chosen })} />
      </FieldBlock>
    ),
    who: () => (
      <StaffField
        readBy="inside"
        key="who"
        label="谁去"
        optional
        max={40}
        initial={values.who}
        onText={(who) => draft.note({ who })}
        error={errors.who}
      />
    ),
    units: () => (
      <Choice
        key="units"
        label="叫哪些单位"
        multiple
        options={callable.map(({ code, name, kind }) => ({ value: code, label: name, help: kind }))}
        value={values.units}
        onChange={(units) => draft.set({ units })}
        error={errors.unitCodes}
      />
    ),
    rating: () =>
      first !== undefined &&
      second !== undefined && (
        <Stack key="rating" gap={16}>
          <Choice
            label={first[1]}
            across
            options={yesNo}
            value={values.first === '' ? undefined : values.first}
            onChange={(answer) => draft.set({ first: answer })}
            error={errors[first[0]] === undefined ? undefined : '请选一项'}
          />
          <Choice
            label={second[1]}
            across
            options={yesNo}
            value={values.second === '' ? undefined : values.second}
            onChange={(answer) => draft.set({ second: answer })}
            error={errors[second[0]] === undefined ? undefined : '请选一项'}
          />
        </Stack>
      ),
    text: () => (
      <StaffField
        readBy="inside"
        key="text"
        label={act.text.label}
        {...(act.text.help !== undefined && { help: act.text.help })}
        {...(act.text.optional && { optional: true })}
        long
        max={act.text.path === 'reason' || act.text.optional ? 200 : 500}
        initial={values.text}
        onText={(text) => draft.note({ text })}
        error={errors[act.text.path]}
      />
    ),
    photos: () => (
      <PhotoPicker
        key="photos"
        label="现场照片"
        help="不拍也可以，写清楚就行"
        photos={values.photos}
        onChange={(photos) => draft.set({ photos })}
        onUploading={uploading.onPhotos}
        kept={values.chosen}
        keep={(chosen) => draft.set({ chosen })}
        error={errors.fileIds}
      />
    ),
  }
  return (
    <Sheet
      open
      title={act.label}
      onClose={close}
      bar={
        <Button kind="primary" block busy={sending} {...uploading.why} onTap={submit}>
          {act.label}
        </Button>
      }
    >
      <Stack gap={16}>
        {act.fields.map((field) => draw[field]())}
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
      </Stack>
    </Sheet>
  )
}
