import { requestMachine, type RequestDetail } from '@doorstep/contract/requests'
import { useState } from 'react'
import { useWide } from '../../../platform/wide'
import { Button } from '../../../ui/button'
import { Sheet } from '../../../ui/sheet'
import { Stack } from '../../../ui/stack'
import { Words } from '../../../ui/words'
import { actsFor, type StaffAct } from './acts'

/** Which action moves a case on most: the first of these that is possible is the primary one. */
const weight: readonly StaffAct[] = ['accept', 'reply', 'handle', 'askMore', 'refuse', 'reassign', 'comment']
/** How many stand beside the primary one in a thumb's reach. */
const within = 1

/** The buttons the machine allows, for a bar or a row: one primary, one beside it, the rest a tap away (all of them on a desk). */
export function ActButtons({ of: r, start }: { of: RequestDetail; start: (act: StaffAct) => void }) {
  const wide = useWide()
  const [more, setMore] = useState(false)
  const possible = actsFor(r)
  const [primary, ...others] = weight.filter((act) => possible.includes(act))
  if (!primary) return <Words tone="second">这件事现在不用您做什么</Words>
  const beside = wide ? others : others.slice(0, within)
  const rest = wide ? [] : others.slice(within)
  const button = (act: StaffAct) => (
    <Button key={act} onTap={() => start(act)}>
      {requestMachine[act].label}
    </Button>
  )
  return (
    <>
      {rest.length > 0 && <Button onTap={() => setMore(true)}>更多</Button>}
      {beside.map(button)}
      <Button kind="primary" onTap={() => start(primary)}>
        {requestMachine[primary].label}
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
              {requestMachine[act].label}
            </Button>
          ))}
        </Stack>
      </Sheet>
    </>
  )
}
