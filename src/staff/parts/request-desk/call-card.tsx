import type { RequestDetail } from '@doorstep/contract/requests/views'
import { callPhone } from '../../../platform/device/call'
import { refresh, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const changed = ['GET /v1/requests', 'GET /v1/requests/{id}']

/** Renders what the person a request was filed for has to be told by phone: the words, the number unless it is masked, and the tick that they know. */
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
      <Stack gap={12}>
        <Words asWritten>{toCall}</Words>
        {phone === null && (
          <Words size={15} tone="second">
            没有留电话，请当面或托人告诉。
          </Words>
        )}
        <Stack across>
          {phone !== null && !phone.includes('*') && (
            <Button block kind="outline" icon="phone" label={`给${name}打电话，要告诉的话在上面`} onTap={() => callPhone(phone)}>
              {phone}
            </Button>
          )}
          <Button block icon="check" label={`${name}，已告诉`} busy={telling.sending} onTap={told}>
            已告诉
          </Button>
        </Stack>
        {telling.problem && (
          <Announce urgent seen>
            {telling.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}
