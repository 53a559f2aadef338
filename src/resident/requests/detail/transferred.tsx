import type { RequestDetail } from '@doorstep/contract/requests/views'
import { transfers } from '@doorstep/contract/requests/words'
import { callPhone } from '../../../platform/device/call'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Stack } from '../../../ui/layout/stack'

/** Renders where a request went (转其他渠道), its number there and whom to call; nothing where it stayed. */
export function Transferred({ of: { transferred } }: { of: RequestDetail }) {
  if (transferred === null) return null
  const { to, reference, phone } = transferred
  const { name } = transfers[to]
  return (
    <Stack gap={8}>
      {reference !== null && (
        <Words size={15} tone="second">
          那边的编号：{reference}
        </Words>
      )}
      {phone !== null && (
        <Stack across>
          <Button kind="primary" icon="phone" label={`给${name}打电话`} onTap={() => callPhone(phone)}>
            {phone}
          </Button>
        </Stack>
      )}
    </Stack>
  )
}
