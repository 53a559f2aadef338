import { bookingMachine, type StaffBooking } from '@doorstep/contract/bookings'
import { useState } from 'react'
import { useNow } from '../../../platform/now'
import { useWide } from '../../../platform/wide'
import { Button } from '../../../ui/button'
import { Sheet } from '../../../ui/sheet'
import { Stack } from '../../../ui/stack'
import { Words } from '../../../ui/words'
import { actsFor, type CounterAct } from './acts'

/** The buttons the machine allows: one primary, one beside it, the rest a tap away; all of them on a desk. */
export function ActButtons({ of: booking, start }: { of: StaffBooking; start: (act: CounterAct) => void }) {
  const wide = useWide()
  const now = useNow()
  const [more, setMore] = useState(false)
  const [primary, ...others] = actsFor(booking, now)
  if (!primary) return <Words tone="second">这次预约现在不用您做什么</Words>
  const beside = wide ? others : others.slice(0, 1)
  const rest = wide ? [] : others.slice(1)
  return (
    <>
      {rest.length > 0 && <Button onTap={() => setMore(true)}>更多</Button>}
      {beside.map((act) => (
        <Button key={act} onTap={() => start(act)}>
          {bookingMachine[act].label}
        </Button>
      ))}
      <Button kind="primary" onTap={() => start(primary)}>
        {bookingMachine[primary].label}
      </Button>
      <Sheet open={more} title="还可以" onClose={() => setMore(false)}>
        <Stack>
          {rest.map((act) => (
            <Button
              key={act}
              block
              onTap={() => {
                setMore(false)
                start(act)
              }}
            >
              {bookingMachine[act].label}
            </Button>
          ))}
        </Stack>
      </Sheet>
    </>
  )
}
