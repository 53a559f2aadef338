import type { RequestDetail } from '@doorstep/contract/requests/views'
import { refresh, useSend } from '../../../platform/api/query'
import { Card } from '../../../ui/layout/card'
import { ToTell } from '../to-tell'

const changed = ['GET /v1/requests', 'GET /v1/requests/{id}']

/** Renders what the person a request was filed for has to be told by phone. */
export function CallCard({ of: { id, toCall, onBehalfOf: person } }: { of: RequestDetail }) {
  const telling = useSend('POST /v1/staff/requests/{id}/called', changed)
  if (toCall === null || person === null) return null
  const { name, phone } = person
  const told = async () => {
    const result = await telling.send({ params: { id }, body: { said: toCall } })
    // Somebody else phoned, or there is something newer to say.
    if (!result.ok) void refresh(...changed)
  }
  return (
    <Card title={`要打电话告诉${name}`} tone="warning">
      <ToTell name={name} phone={phone} text={toCall} busy={telling.sending} problem={telling.problem} told={told} />
    </Card>
  )
}
