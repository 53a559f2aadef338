import type { TicketView } from '@doorstep/contract/queue/views'
import { back } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { NextSteps } from '../../../parts/next-steps'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

/** Renders the confirmation before a ticket is given back. */
export function GiveBack({ of: t, open, close }: { of: TicketView; open: boolean; close: () => void }) {
  const give = useSend('DELETE /v1/tickets/{id}', ['GET /v1/tickets', 'GET /v1/check-in-places'])
  const confirm = async () => {
    const result = await give.send({ params: { id: t.id } })
    if (!result.ok) return
    close()
    await back()
  }
  return (
    <Sheet open={open} title={`不等 ${t.number} 了？`} onClose={close}>
      <Words tone="second">
        号会作废，让给后面的人。{t.bookingId === null ? '还要办，得重新取号。' : '这次预约也一起取消，不算您没有来。'}
      </Words>
      <NextSteps problem={give.problem} />
      <Button kind="danger" block busy={give.sending} onTap={confirm}>
        不等了
      </Button>
      <Button kind="quiet" block onTap={close}>
        再等等
      </Button>
    </Sheet>
  )
}
