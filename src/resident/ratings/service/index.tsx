import { ruleWords } from '@doorstep/contract/rule-words'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { RateServiceForm } from '@doorstep/contract/ratings'
import { badLevel } from '@doorstep/contract/rules'
import { serviceReasons } from '@doorstep/contract/services/words'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { check, errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { backTo, useParams } from '../../../platform/navigation/navigate'
import { useRead, useSend } from '../../../platform/api/query'
import { AskForHelp } from '../../../parts/ask-for-help'
import { bookingTitle } from '../../../parts/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { moment, span } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { Satisfied, type Satisfaction } from '../../../parts/satisfaction'

type Reason = keyof typeof serviceReasons
interface Values extends Satisfaction<Reason>, Record<string, unknown> {}
const nothing: Values = { satisfied: '', reasons: [], text: '' }
const isBad = ({ satisfied }: Values) => satisfied !== '' && Number(satisfied) <= badLevel
/** Reasons are sent for a low rating only; those ticked before the level was changed are left out. */
const checkedForm = (values: Values) =>
  check(RateServiceForm, {
    satisfied: values.satisfied === '' ? undefined : Number(values.satisfied),
    reasons: isBad(values) ? values.reasons : [],
    text: values.text,
  })
function wrongIn(values: Values): FieldErrors {
  const checked = checkedForm(values)
  return { ...(checked.ok ? {} : checked.errors), ...(values.satisfied === '' && { satisfied: '请选一个' }) }
}
const isOpen = (b: BookingDetail) => b.rateBy !== null && b.rating === null && b.as.includes('booker')

/** Renders 评价服务: five levels; a low one asks for reasons and says that it will be answered. */
export default function RateService() {
  const { id } = useParams('id')
  const booking = useRead('GET /v1/bookings/{id}', { params: { id } }, { when: id !== '' })
  const rate = useSend('POST /v1/bookings/{id}/ratings', ['GET /v1/bookings', 'GET /v1/inbox'])
  const { draft, errors, setErrors } = useErrors(useDraft<Values>(`ratings.service.${id}`, nothing), wrongIn)
  const { values } = draft
  const bad = isBad(values)

  const submit = async () => {
    const checked = checkedForm(draft.now())
    setErrors(wrongIn(draft.now()))
    if (!checked.ok) return
    const result = await rate.send({ params: { id }, body: checked.value })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    await backTo('bookings/detail', { id })
  }

  return (
    <Screen
      of={booking}
      shape="form"
      bar={(b) =>
        isOpen(b) && (
          <Button kind="primary" busy={rate.sending} onTap={submit}>
            提交评价
          </Button>
        )
      }
    >
      {(b) =>
        isOpen(b) ? (
          <>
            <Stack gap={4}>
              <Words size={20} bold heading>
                {bookingTitle(b)}
              </Words>
              <Words size={15} tone="second">
                {span(b.startsAt, b.endsAt)} · {b.place}
              </Words>
              <Words size={15} tone="second">
                {b.rateBy !== null && `${moment(b.rateBy)} 前可以评；不评就记作“未评”，不会当作满意。`}
              </Words>
            </Stack>
            <Card>
              <Stack gap={24}>
                <Satisfied
                  label="这次服务您满意吗"
                  values={values}
                  set={draft.set}
                  note={draft.note}
                  errors={errors}
                  reasons={serviceReasons}
                  bad={bad}
                  then={ruleWords.badRatingAnswered}
                  more="还想说的"
                />
              </Stack>
            </Card>
            <Words size={15} tone="second">
              服务的人看不到是谁评的。
            </Words>
            <AskForHelp />
            <NextSteps problem={rate.problem} />
          </>
        ) : (
          <Empty
            icon="star"
            title={b.rating ? '这次服务您已经评过了' : '现在还不能评'}
            text={b.rating ? '可以回到预约里看评价和答复。' : b.next}
            action={{ text: '看这次预约', onTap: () => backTo('bookings/detail', { id }) }}
          />
        )
      }
    </Screen>
  )
}
