import { useDraft } from '../../platform/sending/drafts'
import { useErrors } from '../../platform/sending/use-errors'
import { errorsOf, type FieldErrors } from '../../platform/sending/forms'
import { useSend } from '../../platform/api/query'
import { isDone, type Value } from '../../platform/api/result'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Choice } from '../../ui/input/choice'
import { PickerRow } from '../../ui/input/picker-row'
import { Stack } from '../../ui/layout/stack'
import { HandedOn } from './handed-on'

type Duty = Value<'GET /v1/my-duty'>

interface LeaveProps {
  /** A grid, or the unit, whose code is not named: everybody works for one. */
  from: Pick<Duty['grids'][number], 'mates'> & { code?: string }
  done: () => void
}

/** Whoever of the unit is there stands in. */
const anybody = 'anybody'

type Half = 'morning' | 'afternoon'

/** Returns the days and halves of a leave as they are sent; whole days say no half. */
const daysOf = ({ from, until, fromHalf, untilHalf }: Record<'from' | 'until' | 'fromHalf' | 'untilHalf', string>) => ({
  fromDay: from,
  untilDay: until,
  ...(fromHalf === 'afternoon' && { fromHalf: 'afternoon' as const }),
  ...(untilHalf === 'morning' && { untilHalf: 'morning' as const }),
})

const missingIn = ({ from, until, standIn }: Record<'from' | 'until' | 'standIn', string>): FieldErrors => ({
  ...(from === '' && { fromDay: '请选哪天开始' }),
  ...(until === '' && { untilDay: '请选哪天结束' }),
  ...(standIn === '' && { standInCode: '请选谁代班' }),
})

/** Renders the form for leave from one grid, or from the unit: which days or halves, who stands in, and what is handed on. */
export function Leave({ from: { code, mates }, done }: LeaveProps) {
  const where = code === undefined ? {} : { gridCode: code }
  const leave = useSend('POST /v1/absences', ['GET /v1/my-duty', 'GET /v1/grids'])
  const kept = useDraft(`staff.leave.${code ?? 'unit'}`, { from: '', until: '', standIn: '', fromHalf: '', untilHalf: '' })
  const { draft, errors, setErrors } = useErrors(kept, missingIn)
  const { values } = draft
  const submit = async () => {
    const form = draft.now()
    const missing = missingIn(form)
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const result = await leave.send({ body: { ...where, ...(form.standIn !== anybody && { standInCode: form.standIn }), ...daysOf(form) } })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Stack gap={16}>
      <PickerRow
        label="从哪天"
        mode="date"
        value={values.from || undefined}
        onPick={(from) => draft.set({ from })}
        error={errors.fromDay}
      />
      <Choice<Half>
        across
        label="第一天从什么时候起"
        options={[
          { value: 'morning', label: '上午' },
          { value: 'afternoon', label: '下午' },
        ]}
        value={values.fromHalf === 'afternoon' ? 'afternoon' : 'morning'}
        onChange={(fromHalf) => draft.set({ fromHalf })}
        error={errors.fromHalf}
      />
      <PickerRow
        label="到哪天"
        mode="date"
        value={values.until || undefined}
        onPick={(until) => draft.set({ until })}
        error={errors.untilDay}
      />
      <Choice<Half>
        across
        label="最后一天到什么时候"
        options={[
          { value: 'afternoon', label: '下午' },
          { value: 'morning', label: '上午' },
        ]}
        value={values.untilHalf === 'morning' ? 'morning' : 'afternoon'}
        onChange={(untilHalf) => draft.set({ untilHalf })}
        error={errors.untilHalf}
      />
      <Choice
        label="谁代班"
        options={[
          ...mates.map(({ staffCode, name }) => ({ value: staffCode, label: name })),
          ...(code === undefined ? [{ value: anybody, label: '不指定，由单位里的人接手' }] : []),
        ]}
        value={values.standIn === '' ? undefined : values.standIn}
        onChange={(standIn) => draft.set({ standIn })}
        error={errors.standInCode}
        help={code === undefined ? '您名下等不到您回来的诉求，请假开始时转过去' : '请假期间，新消息和新诉求先到这里'}
      />
      {values.from !== '' && values.until !== '' && <HandedOn of={{ ...where, ...daysOf(values) }} />}
      {leave.problem && (
        <Announce urgent seen>
          {leave.problem.detail}
        </Announce>
      )}
      <Stack across>
        <Button block onTap={done}>
          先不请
        </Button>
        <Button block kind="primary" busy={leave.sending} onTap={submit}>
          请假
        </Button>
      </Stack>
    </Stack>
  )
}
