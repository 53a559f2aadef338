import { noticeMachine, type StaffNotice } from '@doorstep/contract/notices'
import { replace } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'

type Act = keyof typeof noticeMachine
/** The actions that need a reason. */
export type Reasoned = 'return' | 'withdraw'

const primary: readonly Act[] = ['submit', 'approve']
const isReasoned = (act: Act): act is Reasoned => act === 'return' || act === 'withdraw'

/** Returns the actions this person may take now, the primary one last, at the right. */
export const actsOf = ({ actions }: StaffNotice) => [
  ...actions.filter((act) => !primary.includes(act)),
  ...actions.filter((act) => primary.includes(act)),
]

/** Renders the actions this person may take now, as buttons. */
export function Actions({ of, ask }: { of: StaffNotice; ask: (act: Reasoned) => void }) {
  const stale = ['GET /v1/staff/notices', 'GET /v1/notices', 'GET /v1/inbox', 'GET /v1/session']
  const submit = useSend('POST /v1/notices/{id}/submit', stale)
  const approve = useSend('POST /v1/notices/{id}/approve', stale)
  const input = { params: { id: of.id } }
  const problem = submit.problem ?? approve.problem
  const ways = {
    edit: () => replace('staff/notices/write', { id: of.id }),
    submit: () => submit.send(input),
    approve: () => approve.send(input),
  }
  return (
    <>
      {actsOf(of).map((act) => (
        <Button
          key={act}
          kind={primary.includes(act) ? 'primary' : act === 'withdraw' ? 'danger' : 'plain'}
          busy={(act === 'submit' && submit.sending) || (act === 'approve' && approve.sending)}
          onTap={isReasoned(act) ? () => ask(act) : ways[act]}
        >
          {noticeMachine[act].label}
        </Button>
      ))}
      {problem && (
        <Announce urgent seen>
          {problem.detail}
        </Announce>
      )}
    </>
  )
}
