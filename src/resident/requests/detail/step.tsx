import { requestMachine } from '@doorstep/contract/requests/machine'
import type { DatedStep, RequestDetail } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useNow } from '../../../platform/api/now'
import { useSend } from '../../../platform/api/query'
import { isDone } from '../../../platform/api/result'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { Words } from '../../../ui/display/words'
import { stepSays } from '../../../parts/request-next'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Announce } from '../../../ui/layout/announce'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'

const stands = ({ confirmedAt, asked }: DatedStep, now: number): string =>
  confirmedAt !== null
    ? '您说这个时间可以'
    : asked === null
      ? ''
      : `您想换个时间${asked.at === null ? '' : `（${moment(asked.at, now)}）`}，等办理的人回复`

/** Renders what comes next and when; of a visit she says whether it suits. */
export function Step({ of: r }: { of: RequestDetail }) {
  const now = useNow()
  const confirm = useSend('POST /v1/requests/{id}/confirmVisit', ['GET /v1/requests', 'GET /v1/underway'])
  const [moving, setMoving] = useState(false)
  const { step } = r
  if (step === null) return null
  const said = stands(step, now)
  return (
    <Stack gap={8}>
      <Words bold tone={step.broken ? 'danger' : 'ink'}>
        {stepSays(step, now)}
        {step.broken && '，已经提醒'}
      </Words>
      {said !== '' && (
        <Words size={15} tone="second">
          {said}
        </Words>
      )}
      {r.furtherActions.includes('confirmVisit') && (
        <Stack across>
          {step.confirmedAt === null && (
            <Button busy={confirm.sending} onTap={() => confirm.send({ params: { id: r.id }, body: {} })}>
              {requestMachine.confirmVisit.label}
            </Button>
          )}
          <Button onTap={() => setMoving(true)}>{requestMachine.moveVisit.label}</Button>
        </Stack>
      )}
      {confirm.problem && (
        <Announce urgent seen>
          {confirm.problem.detail}
        </Announce>
      )}
      {moving && <MoveVisit of={r} done={() => setMoving(false)} />}
    </Stack>
  )
}

const empty = { text: '', day: '', time: '' }

/** Renders the sheet in which she asks for another time of a visit. */
function MoveVisit({ of: r, done }: { of: RequestDetail; done: () => void }) {
  const { sending, problem, send } = useSend('POST /v1/requests/{id}/moveVisit', ['GET /v1/requests', 'GET /v1/underway'])
  const draft = useDraft(`requests.moveVisit.${r.id}`, empty)
  const [errors, setErrors] = useState<FieldErrors>({})
  const submit = async () => {
    const { text, day, time } = draft.now()
    if (text.trim() === '') {
      setErrors({ text: '请写一句什么时候方便' })
      return
    }
    const wanted = day === '' ? {} : { wantedAt: new Date(`${day}T${time === '' ? '09:00' : time}:00+08:00`).toISOString() }
    const result = await send({ params: { id: r.id }, body: { text, ...wanted } })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Sheet
      open
      title={requestMachine.moveVisit.label}
      onClose={done}
      bar={
        <Stack across>
          <Button block onTap={done}>
            先不换了
          </Button>
          <Button block kind="primary" busy={sending} onTap={submit}>
            发送
          </Button>
        </Stack>
      }
    >
      <Stack gap={16}>
        <Field
          label="什么时候方便"
          help="办理的人看到后跟您重新约"
          max={200}
          initial={draft.values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
        <PickerRow
          label="哪天"
          optional
          mode="date"
          value={draft.values.day || undefined}
          onPick={(day) => draft.set({ day })}
          error={errors.wantedAt}
        />
        {draft.values.day !== '' && (
          <PickerRow
            label="几点"
            mode="time"
            value={draft.values.time || undefined}
            placeholder="09:00"
            onPick={(time) => draft.set({ time })}
          />
        )}
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
      </Stack>
    </Sheet>
  )
}
