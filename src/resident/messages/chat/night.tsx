import type { GridCard } from '@doorstep/contract/grids'
import { nightPhoneOf } from '../../../parts/night-phone'
import { useNow } from '../../../platform/api/now'
import { callPhone } from '../../../platform/device/call'
import { Button } from '../../../ui/input/button'

/** Renders, after duty hours, whom to call when it cannot wait until somebody answers. */
export function NightPhone({ card }: { card: GridCard }) {
  const phone = nightPhoneOf(card, useNow())
  if (phone === null) return null
  return (
    <Button small icon="phone" label="急事打夜间值班电话" onTap={() => callPhone(phone)}>
      夜间值班
    </Button>
  )
}
