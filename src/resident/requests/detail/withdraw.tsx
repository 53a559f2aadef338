import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useDraft } from '../../../platform/sending/drafts'
import { isDone } from '../../../platform/api/result'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Field } from '../../../ui/input/field'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

/** Renders the confirmation before a request is withdrawn; its record is kept. */
export function Withdraw({ of: r, open, close }: { of: RequestDetail; open: boolean; close: () => void }) {
  const withdraw = useSend('POST /v1/requests/{id}/withdraw', ['GET /v1/requests'])
  const draft = useDraft(`requests.withdraw.${r.id}`, { reason: '' })
  const confirm = async () => {
    const reason = draft.now().reason.trim()
    const result = await withdraw.send({ params: { id: r.id }, body: reason ? { reason } : {} })
    if (!isDone(result)) return
    draft.clear()
    close()
  }
  return (
    <Sheet open={open} title="撤回这件诉求" onClose={close}>
      <Words size={15} tone="second">
        撤回后不再办理，办理记录会保留。问题还在的话，随时可以再提。
      </Words>
      <Field label="为什么撤回" optional max={200} initial={draft.values.reason} onText={(reason) => draft.note({ reason })} />
      {withdraw.problem && (
        <Announce urgent seen>
          {withdraw.problem.detail}
        </Announce>
      )}
      <Button kind="danger" block busy={withdraw.sending} onTap={confirm}>
        撤回
      </Button>
    </Sheet>
  )
}
