import { longestName, personName, phone as phoneNumber } from '@doorstep/contract/people/names-and-phones'
import type { Me } from '@doorstep/contract/account'
import { useState } from 'react'
import * as v from 'valibot'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { check, errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'

const Form = v.object({ name: v.optional(v.nullable(personName())), phone: v.optional(v.nullable(phoneNumber)) })

interface Values extends Record<string, unknown> {
  name: string
  phone: string
}
const bodyOf = ({ name, phone }: Values) => ({ name: name.trim() || null, ...(phone.trim() !== '' && { phone: phone.trim() }) })
function wrongIn(values: Values): FieldErrors {
  const checked = check(Form, bodyOf(values))
  return checked.ok ? {} : checked.errors
}

/** Renders the form for name and phone. The phone is read masked, so an empty field leaves it unchanged. */
export function Profile({ me }: { me: Me }) {
  const { name, phone } = me.account
  const kept = useDraft('account.profile', { name: name ?? '', phone: '' })
  const save = useSend('PUT /v1/account', ['GET /v1/session'])
  const { draft, errors, setErrors } = useErrors(kept, wrongIn)
  const [said, setSaid] = useState('')
  const [revision, setRevision] = useState(0)

  const put = async (body: v.InferInput<typeof Form>, then: string) => {
    setSaid('')
    const checked = check(Form, body)
    setErrors(checked.ok ? {} : checked.errors)
    if (!checked.ok) return
    const result = await save.send({ body: checked.value })
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    // The saved phone is masked, so its field is emptied; a name that was not saved with it stays as typed.
    const { name: called } = draft.now()
    draft.clear({ name: called, phone: '' })
    if (body.name === undefined) draft.note({ name: called })
    setRevision((count) => count + 1)
    setSaid(then)
  }
  const submit = () => put(bodyOf(draft.now()), '保存好了')
  return (
    <Card>
      <Stack gap={16}>
        <Field
          label="怎么称呼您"
          help="网格员会看到，例如：王阿姨、赵女士"
          max={longestName}
          optional
          revision={revision}
          initial={draft.values.name}
          onText={(text) => draft.note({ name: text })}
          error={errors.name}
        />
        <Field
          label="电话"
          kind="phone"
          help="只给办您这件事的人看；不留也能发消息、收进展"
          optional
          revision={revision}
          placeholder={phone ?? '例如 13800000000'}
          initial={draft.values.phone}
          onText={(text) => draft.note({ phone: text })}
          error={errors.phone}
        />
        <Button kind="primary" block busy={save.sending} onTap={submit}>
          保存
        </Button>
        {phone !== null && (
          <Button kind="quiet" block onTap={() => put({ phone: null }, '电话已删掉')}>
            {`删掉留的电话 ${phone}`}
          </Button>
        )}
        <AskForHelp />
        {said !== '' && <Announce seen>{said}</Announce>}
        {save.problem && Object.keys(errors).length === 0 && (
          <Announce urgent seen>
            {save.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}
