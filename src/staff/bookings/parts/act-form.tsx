import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { useRef, useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf } from '../../../platform/sending/forms'
import { newId } from '../../../platform/api/ids'
import { refresh } from '../../../platform/api/query'
import { isDone, type Problem } from '../../../platform/api/result'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { dayAt } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { acts, wrongIn, emptyAct, sendAct, type ActDraft, type CounterAct } from './acts'
import { StaffSlots } from './staff-slots'

interface ActFormProps {
  act: CounterAct
  of: StaffBooking
  done: () => void
}

/** Renders one action on a booking: its effect, its fields, and the button. What was typed survives until it is sent. */
export function ActForm({ act, of: booking, done }: ActFormProps) {
  const { says, text, asks, grave } = acts[act]
  const kept = useDraft<ActDraft>(`staff.booking.${act}.${booking.id}`, { ...emptyAct, day: dayAt(booking.startsAt) })
  const { draft, errors, setErrors } = useErrors(kept, (now) => wrongIn(act, now))
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const submission = useRef(newId())
  const { values } = draft

  const nobody = asks === 'helper' && booking.helpers.length === 0

  const submit = async () => {
    const now = draft.now()
    const wrong = wrongIn(act, now)
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    setSending(true)
    setProblem(undefined)
    const result = await sendAct(act, booking.id, now, submission.current)
    setSending(false)
    if (!isDone(result)) {
      if (result.problem.status >= 400 && result.problem.status < 500) submission.current = newId()
      setErrors(errorsOf(result.problem))
      setProblem(result.problem)
      void refresh('GET /v1/staff/venues', 'GET /v1/staff/bookings')
      return
    }
    draft.clear()
    void refresh('GET /v1/staff/bookings', 'GET /v1/staff/venues')
    done()
  }
  return (
    <Card title={bookingMachine[act].label}>
      <Stack gap={16}>
        <Words size={15} tone="second">
          {says(booking)}
        </Words>
        {asks === 'slot' && (
          <StaffSlots
            venue={booking.venueCode}
            service={booking.serviceCode}
            day={values.day}
            onDay={(day) => draft.set({ day, slotId: '' })}
            chosen={values.slotId}
            onChoose={({ id }) => draft.set({ slotId: id })}
          />
        )}
        {nobody && <Words>名单里还没有能上门的人。人员由街道导入，请联系街道；也可以打电话和居民改成到场。</Words>}
        {asks === 'helper' && !nobody && (
          <Choice
            label="谁去"
            options={booking.helpers.map(({ code, name, onLeave }) => ({
              value: code,
              label: name,
              ...(onLeave && { help: '那时请假', disabled: true }),
            }))}
            value={values.helper === '' ? undefined : values.helper}
            onChange={(helper) => draft.set({ helper })}
            error={errors.staffCode}
          />
        )}
        {errors.slotId !== undefined && (
          <Announce urgent seen>
            {errors.slotId}
          </Announce>
        )}
        {text && (
          <StaffField
            readBy="resident"
            label={text.label}
            help={text.help}
            optional={text.optional ?? false}
            long
            max={200}
            initial={values.text}
            onText={(words) => draft.note({ text: words })}
            error={errors[text.path]}
          />
        )}
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block onTap={done}>
            返回
          </Button>
          {!nobody && (
            <Button block kind={grave ? 'outline' : 'primary'} busy={sending} onTap={submit}>
              {bookingMachine[act].label}
            </Button>
          )}
        </Stack>
      </Stack>
    </Card>
  )
}
