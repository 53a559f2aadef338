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

interface LeaveProps {
  grid: Value<'GET /v1/my-duty'>['grids'][number]
  done: () => void
}

const missingIn = ({ from, until, standIn }: Record<'from' | 'until' | 'standIn', string>): FieldErrors => ({
  ...(from === '' && { fromDay: '请选哪天开始' }),
  ...(until === '' && { untilDay: '请选哪天结束' }),
  ...(standIn === '' && { standInCode: '请选谁代班' }),
})

/** Renders the form for leave from one grid: which days, and who stands in. */
export function Leave({ grid, done }: LeaveProps) {
  const leave = useSend('POST /v1/absences', ['GET /v1/my-duty', 'GET /v1/grids'])
  const kept = useDraft(`staff.leave.${grid.code}`, { from: '', until: '', standIn: '' })
  const { draft, errors, setErrors } = useErrors(kept, missingIn)
  const { values } = draft
  const submit = async () => {
    const { from, until, standIn } = draft.now()
    const missing = missingIn({ from, until, standIn })
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const result = await leave.send({ body: { gridCode: grid.code, standInCode: standIn, fromDay: from, untilDay: until } })
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
      <PickerRow
        label="到哪天"
        mode="date"
        value={values.until || undefined}
        onPick={(until) => draft.set({ until })}
        error={errors.untilDay}
      />
      <Choice
        label="谁代班"
        options={grid.mates.map(({ staffCode, name }) => ({ value: staffCode, label: name }))}
        value={values.standIn === '' ? undefined : values.standIn}
        onChange={(standIn) => draft.set({ standIn })}
        error={errors.standInCode}
        help="请假期间，新消息和新诉求由他接"
      />
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
