import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf } from '../../../platform/sending/forms'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { checkedRating, noAnswers, wrongIn } from '../../../parts/rating-form'
import { RatingQuestions } from '../../../parts/rating-questions'

/**
 * Renders 回访: writes down what the person a request was filed for, or who filed it and has not rated it for days, answers on the phone; for
 * staff who have no part in handling it.
 */
export function PhoneRating({ of: r }: { of: RequestDetail }) {
  const [open, setOpen] = useState(false)
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.phone-rating.${r.id}`, noAnswers), wrongIn)
  const rating = useSend('POST /v1/staff/requests/{id}/ratings', ['GET /v1/requests', 'GET /v1/requests/{id}'])
  if (!r.as.includes('callback') || !r.actions.includes('reopen')) return null
  if (!open)
    return (
      <Button block icon="phone" onTap={() => setOpen(true)}>
        电话回访，记下本人的评价
      </Button>
    )
  const save = async () => {
    const checked = checkedRating(draft.now())
    setErrors(wrongIn(draft.now()))
    if (!checked.ok) return
    const result = await rating.send({ params: { id: r.id }, body: checked.value })
    if (result.ok) draft.clear()
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Card title="电话回访">
      <Stack gap={16}>
        <Words size={15} tone="second">
          照本人说的记，不要替他选；原来办理的人看不到。
        </Words>
        <RatingQuestions draft={draft} errors={errors} then="会换一个人重新办理，并把这些告诉他" more="本人还说了什么" />
        {rating.problem && (
          <Announce urgent seen>
            {rating.problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block onTap={() => setOpen(false)}>
            先不记了
          </Button>
          <Button block kind="primary" busy={rating.sending} onTap={save}>
            记下评价
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
