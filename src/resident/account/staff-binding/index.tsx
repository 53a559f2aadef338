import { ruleWords } from '@doorstep/contract/rule-words'
import { roleNames } from '@doorstep/contract/roles'
import type { Me } from '@doorstep/contract/account'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone, type Problem } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'

const missingIn = ({ code }: { code: string }): FieldErrors => (code.trim() === '' ? { code: '请填写邀请码' } : {})

/** Returns what an answer says of the code. */
const refusedBy = (problem: Problem): FieldErrors => (problem.code === 'invitationRefused' ? { code: problem.detail } : errorsOf(problem))

/** Renders the form that binds this WeChat identity to a staff member by a single-use invitation code. */
export default function StaffBinding() {
  const { draft, errors, setErrors } = useErrors(useDraft('account.staff-binding', { code: '' }), missingIn)
  const bind = useSend('POST /v1/staff-bindings', ['GET /v1/session'])
  const [bound, setBound] = useState<NonNullable<Me['staff']>>()

  const submit = async () => {
    const code = draft.now().code.replace(/\s/g, '').toUpperCase()
    const missing = missingIn({ code })
    setErrors(missing)
    if (missing.code !== undefined) return
    const result = await bind.send({ body: { code } })
    if (isDone(result)) draft.clear()
    if (!result.ok) {
      setErrors(refusedBy(result.problem))
      return
    }
    if (result.value.staff) setBound(result.value.staff)
  }
  if (bound) return <Done staff={bound} />

  return (
    <Screen
      bar={
        <Button kind="primary" busy={bind.sending} onTap={submit}>
          绑定
        </Button>
      }
    >
      <Card>
        <Field
          label="邀请码"
          help={ruleWords.invitation}
          max={20}
          initial={draft.values.code}
          onText={(code) => draft.note({ code })}
          onDone={submit}
          error={errors.code}
        />
      </Card>
      <Words size={15} tone="second">
        绑定后，您的微信就是工作身份的钥匙。请不要把邀请码转给别人；手机丢了，请马上告诉街道解绑。
      </Words>
      {bind.problem && refusedBy(bind.problem).code === undefined && (
        <Announce urgent seen>
          {bind.problem.detail}
        </Announce>
      )}
    </Screen>
  )
}

function Done({ staff }: { staff: NonNullable<Me['staff']> }) {
  return (
    <Screen
      bar={
        <Button kind="primary" onTap={() => go('staff/inbox')}>
          去工作台
        </Button>
      }
    >
      <Empty icon="check" title={`${staff.name}，绑定好了`} text="以后从“我的 → 工作入口”进。" />
      <Card title="您的工作身份">
        {staff.roles.map(({ role, area, areaName }) => (
          <ListRow key={`${role}${area}`} title={roleNames[role]} line={areaName} quiet />
        ))}
      </Card>
    </Screen>
  )
}
