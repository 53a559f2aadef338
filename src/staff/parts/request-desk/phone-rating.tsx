import { badReasons, isBad, levels, RateForm } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { check, errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const empty = { contacted: '', solved: '', satisfied: '', reasons: [] as string[], text: '' }

const yesNo = (yes: string, no: string) => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
]

function ratingOf({ contacted, solved, satisfied, reasons, text }: typeof empty) {
  const rated = { contacted: contacted === 'yes', solved: solved === 'yes', satisfied: Number(satisfied), text }
  return check(RateForm, isBad(rated) ? { ...rated, reasons } : rated)
}

function wrongIn(now: typeof empty): FieldErrors {
  const checked = ratingOf(now)
  const unanswered = (['contacted', 'solved', 'satisfied'] as const).filter((name) => now[name] === '')
  return { ...(checked.ok ? {} : checked.errors), ...Object.fromEntries(unanswered.map((name) => [name, '请选一个'])) }
}

/** Renders 回访: writes down what the person a request was filed for answers on the phone; for staff who have no part in handling it. */
export function PhoneRating({ of: r }: { of: RequestDetail }) {
  const [open, setOpen] = useState(false)
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.phone-rating.${r.id}`, empty), wrongIn)
  const rating = useSend('POST /v1/staff/requests/{id}/ratings', ['GET /v1/requests', 'GET /v1/requests/{id}'])
  const { values } = draft
  if (!r.as.includes('callback') || !r.actions.includes('reopen')) return null
  if (!open)
    return (
      <Button block icon="phone" onTap={() => setOpen(true)}>
        电话回访，记下本人的评价
      </Button>
    )
  const bad = values.satisfied !== '' && isBad({ solved: values.solved !== 'no', satisfied: Number(values.satisfied) })
  const save = async () => {
    const wrong = wrongIn(draft.now())
    const checked = ratingOf(draft.now())
    setErrors(wrong)
    if (Object.keys(wrong).length > 0 || !checked.ok) return
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
        <Choice
          label="办理的人联系过您吗"
          across
          options={yesNo('联系过', '没有')}
          value={values.contacted === '' ? undefined : values.contacted}
          onChange={(contacted) => draft.set({ contacted })}
          error={errors.contacted}
        />
        <Choice
          label="问题解决了吗"
          across
          options={yesNo('解决了', '没解决')}
          value={values.solved === '' ? undefined : values.solved}
          onChange={(solved) => draft.set({ solved })}
          error={errors.solved}
        />
        <Choice
          label="您满意吗"
          options={Object.entries(levels)
            .reverse()
            .map(([value, label]) => ({ value, label }))}
          value={values.satisfied === '' ? undefined : values.satisfied}
          onChange={(satisfied) => draft.set({ satisfied })}
          error={errors.satisfied}
        />
        {(bad || values.solved === 'no') && (
          <Choice
            label="哪里不满意"
            options={Object.entries(badReasons).map(([value, label]) => ({ value, label }))}
            value={values.reasons[0]}
            onChange={(reason) => draft.set({ reasons: [reason] })}
            error={errors.reasons}
          />
        )}
        <Field
          label="本人还说了什么"
          optional
          long
          max={500}
          initial={values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
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
