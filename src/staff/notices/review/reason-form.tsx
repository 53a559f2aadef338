import { noticeMachine, type StaffNotice } from '@doorstep/contract/notices'
import { useDraft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { StaffField } from '../../parts/fields/staff-field'
import { Stack } from '../../../ui/layout/stack'
import type { Reasoned } from './actions'

const words = {
  return: { label: '哪里要改', help: '作者会看到这段话' },
  withdraw: { label: '为什么撤回', help: '收到公告的居民会看到这段话' },
} as const satisfies Record<Reasoned, unknown>

const unexplained = ({ reason }: { reason: string }): FieldErrors => (reason.trim() === '' ? { reason: '请写一句原因' } : {})

/** Renders the form that returns or withdraws a notice, with the reason its writer or readers will see. */
export function ReasonForm({ act, of, done }: { act: Reasoned; of: StaffNotice; done: () => void }) {
  const stale = ['GET /v1/staff/notices', 'GET /v1/notices', 'GET /v1/inbox']
  const give = { return: useSend('POST /v1/notices/{id}/return', stale), withdraw: useSend('POST /v1/notices/{id}/withdraw', stale) }[act]
  const { draft, errors, setErrors } = useErrors(useDraft(`notices.${act}.${of.id}`, { reason: '' }), unexplained)
  const { label, help } = words[act]
  const submit = async () => {
    const { reason } = draft.now()
    const missing = unexplained({ reason })
    setErrors(missing)
    if (missing.reason !== undefined) return
    if (!isDone(await give.send({ params: { id: of.id }, body: { reason } }))) return
    draft.clear()
    done()
  }
  return (
    <Card>
      <Stack>
        <StaffField
          readBy={act === 'withdraw' ? 'resident' : 'inside'}
          label={label}
          help={help}
          long
          max={200}
          initial={draft.values.reason}
          onText={(reason) => draft.note({ reason })}
          error={errors.reason}
        />
        {give.problem && (
          <Announce urgent seen>
            {give.problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button onTap={done}>先不</Button>
          <Button kind={act === 'withdraw' ? 'danger' : 'primary'} busy={give.sending} onTap={submit}>
            {noticeMachine[act].label}
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
