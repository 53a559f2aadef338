import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { AskForHelp } from '../../../parts/ask-for-help'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Field } from '../../../ui/input/field'
import { datedSpan } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders a no-show: its consequence, the appeal and its answer, and the form to appeal, once. */
export function Appeal({ of: b, open, done }: { of: BookingDetail; open: boolean; done: () => void }) {
  const missed = b.state === 'missed'
  if (!missed && b.appeal === null) return null
  return (
    <Card {...(missed ? { tone: 'warning' as const } : {})} title={missed ? '这次没有签到' : '您说明的情况'}>
      <Stack>
        {missed && <Words size={15}>{b.missedSays ?? '这次只作提醒，不影响您再约。'}</Words>}
        {missed && b.appeal === null && !open && (
          <Words size={15} tone="second">
            其实来了没签上，也可以说明。只能说明一次，由工作人员看。
          </Words>
        )}
        {b.appeal !== null && (
          <>
            <Words size={15} tone="second" asWritten>
              您说：{b.appeal.text}
            </Words>
            <Words size={15}>{b.appeal.answer === null ? '已经交给工作人员，答复后会通知您。' : `答复：${b.appeal.answer}`}</Words>
          </>
        )}
        {open && b.appeal === null && <Explain of={b} done={done} />}
      </Stack>
    </Card>
  )
}

const unexplained = ({ text }: { text: string }): FieldErrors =>
  text.trim() === '' ? { text: '请写几句，例如：临时住院，家人没来得及取消' } : {}

function Explain({ of: b, done }: { of: BookingDetail; done: () => void }) {
  const appeal = useSend('POST /v1/bookings/{id}/appeal', ['GET /v1/bookings'])
  const { draft, errors, setErrors } = useErrors(useDraft(`bookings.appeal.${b.id}`, { text: '' }), unexplained)
  const submit = async () => {
    const text = draft.now().text.trim()
    setErrors(unexplained({ text }))
    if (text === '') return
    const result = await appeal.send({ params: { id: b.id }, body: { text } })
    setErrors(isDone(result) ? {} : errorsOf(result.problem))
    if (!isDone(result)) return
    draft.clear()
    done()
  }
  return (
    <>
      <Field
        label="说明情况"
        help="只能说明一次，写清楚为什么没来，或者来了没签上"
        long
        max={300}
        initial={draft.values.text}
        onText={(text) => draft.note({ text })}
        error={errors.text}
      />
      <AskForHelp say={`请您帮我说明情况：${bookingTitle(b)}，${datedSpan(b.startsAt, b.endsAt)}，我没有签到`} />
      <NextSteps problem={appeal.problem} />
      <Stack across>
        <Button block onTap={done}>
          先不写了
        </Button>
        <Button block kind="primary" busy={appeal.sending} onTap={submit}>
          提交说明
        </Button>
      </Stack>
    </>
  )
}
