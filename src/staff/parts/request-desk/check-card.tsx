import type { RequestDetail } from '@doorstep/contract/requests/views'
import { readers } from '@doorstep/contract/requests/written'
import { useSend } from '../../../platform/api/query'
import { isDone } from '../../../platform/api/result'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

const least = 5
const tooShort = ({ text }: { text: string }): FieldErrors => (text.trim().length < least ? { text: `至少写 ${least} 个字` } : {})

/** Renders 抽查: whether what its finder closed is really done, for staff who had no part in it. */
export function CheckCard({ of: { id, furtherActions } }: { of: RequestDetail }) {
  const send = useSend('POST /v1/staff/requests/{id}/check', ['GET /v1/requests', 'GET /v1/requests/{id}'])
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.check.${id}`, { text: '' }), tooShort)
  if (!furtherActions.includes('checkFailed')) return null
  const check = (solved: boolean) => async () => {
    const { text } = draft.now()
    setErrors(tooShort({ text }))
    if (tooShort({ text }).text !== undefined) return
    const result = await send.send({ params: { id }, body: { solved, text } })
    if (isDone(result)) draft.clear()
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Card title="抽查">
      <Stack>
        <Words size={15} tone="second">
          这件事是同事当场办结的，抽到了请去看一看。
        </Words>
        <Field
          label="看到了什么"
          help={readers.staff}
          long
          max={500}
          initial={draft.values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
        {send.problem && (
          <Announce urgent seen>
            {send.problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block busy={send.sending} onTap={check(false)}>
            没有办好
          </Button>
          <Button block busy={send.sending} onTap={check(true)}>
            已经办好
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
