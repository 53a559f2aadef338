import type { Home } from '@doorstep/contract/account'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

/** Renders the confirmation before a home is removed, with what stays. */
export function RemoveHome({ home, onClose }: { home: Home | undefined; onClose: () => void }) {
  const remove = useSend('DELETE /v1/homes/{id}', ['GET /v1/session', 'GET /v1/notices'])
  if (!home) return null
  const go = async () => {
    if ((await remove.send({ params: { id: home.id } })).ok) onClose()
  }
  return (
    <Sheet open title={`移走“${home.label}”？`} onClose={onClose}>
      <Words tone="second">{home.building.name} 的公告和网格消息不再发给您。从这里提过的诉求都还在，办理不受影响。</Words>
      {remove.problem && (
        <Announce urgent seen>
          {remove.problem.detail}
        </Announce>
      )}
      <Button kind="danger" block busy={remove.sending} onTap={go}>
        移走
      </Button>
      <Button kind="quiet" block onTap={onClose}>
        不移
      </Button>
    </Sheet>
  )
}
