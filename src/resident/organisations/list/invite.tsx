import { ruleWords } from '@doorstep/contract/rule-words'
import { longestName } from '@doorstep/contract/people/names-and-phones'
import type { Organisation } from '@doorstep/contract/organisations'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { Announce } from '../../../ui/layout/announce'
import { Sheet } from '../../../ui/layout/sheet'

const missingIn = ({ contactName, position }: { contactName: string; position: string }): FieldErrors => ({
  ...(contactName.trim() === '' && { contactName: '请写他的姓名' }),
  ...(position.trim() === '' && { position: '请写他的职务，例如 店员' }),
})

/** Renders the sheet that names another contact and shows their invitation code, once. */
export function Invite({ to, onClose }: { to: Organisation; onClose: () => void }) {
  const { draft, errors, setErrors } = useErrors(useDraft(`organisations.invite.${to.id}`, { contactName: '', position: '' }), missingIn)
  const invite = useSend('POST /v1/organisations/{id}/contacts', ['GET /v1/organisations'])
  const [code, setCode] = useState('')
  const submit = async () => {
    const { contactName, position } = draft.now()
    const missing = missingIn({ contactName, position })
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const result = await invite.send({ params: { id: to.id }, body: { contactName, position } })
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    setCode(result.value.code)
  }
  return (
    <Sheet open title="加一位联系人" onClose={onClose}>
      {code !== '' ? (
        <>
          <Words tone="second">{`请把邀请码发给他，让他在“我的 → 我的单位”里加入。${ruleWords.organisationCode}，关掉就看不到了。`}</Words>
          <Words size={24} bold>
            {code}
          </Words>
          <Button block onTap={onClose}>
            记好了
          </Button>
        </>
      ) : (
        <>
          <Field
            label="他的姓名"
            max={longestName}
            initial={draft.values.contactName}
            onText={(contactName) => draft.note({ contactName })}
            error={errors.contactName}
          />
          <Field
            label="职务"
            placeholder="例如 店员"
            max={20}
            initial={draft.values.position}
            onText={(position) => draft.note({ position })}
            error={errors.position}
          />
          {invite.problem && (
            <Announce urgent seen>
              {invite.problem.detail}
            </Announce>
          )}
          <Button kind="primary" block busy={invite.sending} onTap={submit}>
            生成邀请码
          </Button>
        </>
      )}
    </Sheet>
  )
}
