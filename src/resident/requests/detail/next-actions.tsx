import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useGridCard } from '../../../parts/grid-card'
import { callPhone } from '../../../platform/device/call'
import { useElder } from '../../../platform/device/elder'
import { Button } from '../../../ui/input/button'
import { askedOf, nameOf, type Saying } from './reply-form'
import { whomToCall } from './whom-to-call'

/** Renders what she can always do: phone somebody, and say more; what she is asked for stands in the head of the page. */
export function NextActions({ of: r, say }: { of: RequestDetail; say: (how: Saying) => void }) {
  const card = useGridCard(r.grid.code, !r.anonymous)
  const callee = whomToCall(r, card.value)
  const { scale } = useElder()
  // The largest words leave no room beside them on a narrow phone.
  const roomy = scale < 1.5
  const asked = askedOf(r) !== undefined
  return (
    <>
      {callee && (
        <Button {...(roomy && { icon: 'phone' })} label={`给${callee.name}打电话`} onTap={() => callPhone(callee.phone)}>
          打电话
        </Button>
      )}
      {r.actions.includes('comment') && !asked && (
        <Button {...(roomy && { icon: 'edit' })} onTap={() => say('comment')}>
          {nameOf('comment', r)}
        </Button>
      )}
    </>
  )
}
