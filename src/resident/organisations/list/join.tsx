import { ruleWords } from '@doorstep/contract/rule-words'
import { useSend } from '../../../platform/api/query'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { Announce } from '../../../ui/layout/announce'
import { Sheet } from '../../../ui/layout/sheet'

const missingIn = ({ code }: { code: string }): FieldErrors => (code.trim() === '' ? { code: '请填写邀请码' } : {})

/** Renders the sheet in which an invitation code makes the resident a contact of an organisation. */
export function Join({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { draft, errors, setErrors } = useErrors(useDraft('organisations.join', { code: '' }), missingIn)
  const join = useSend('POST /v1/organisation-bindings', ['GET /v1/organisations', 'GET /v1/requests', 'GET /v1/underway'])
  const submit = async () => {
    const code = draft.now().code.replace(/\s/g, '').toUpperCase()
    const missing = missingIn({ code })
    setErrors(missing)
    if (missing.code !== undefined) return
    const result = await join.send({ body: { code } })
    if (!result.ok) {
      setErrors(result.problem.code === 'organisationCodeRefused' ? { code: result.problem.detail } : errorsOf(result.problem))
      return
    }
    draft.clear()
    onClose()
  }
  return (
    <Sheet open={open} title="加入单位" onClose={onClose}>
      <Field
        label="邀请码"
        help={ruleWords.organisationCode}
        max={20}
        initial={draft.values.code}
        onText={(code) => draft.note({ code })}
        onDone={submit}
        error={errors.code}
      />
      {join.problem && errors.code === undefined && (
        <Announce urgent seen>
          {join.problem.detail}
        </Announce>
      )}
      <Button kind="primary" block busy={join.sending} onTap={submit}>
        加入
      </Button>
    </Sheet>
  )
}
