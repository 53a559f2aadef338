import { useState } from 'react'
import { useWide } from '../../platform/device/wide'
import { Button } from './button'
import { Sheet } from '../layout/sheet'
import { Stack } from '../layout/stack'
import { Words } from '../display/words'

interface ActButtonsProps<A extends string> {
  /** The actions possible now, the most important first. */
  acts: readonly A[]
  labelOf: (act: A) => string
  start: (act: A) => void
  /** Shown where no action is possible. */
  none: string
  /** Whether the first is the main thing to do here; not on what is somebody else's turn. */
  primary?: boolean
}

/**
 * Renders the staff's actions, for a bar or a row: one primary, one next to it within reach of the thumb, the rest one tap away; all of
 * them on a wide screen.
 */
export function ActButtons<A extends string>({ acts, labelOf, start, none, primary: main = true }: ActButtonsProps<A>) {
  const wide = useWide()
  const [more, setMore] = useState(false)
  const [primary, ...others] = acts
  if (primary === undefined) return <Words tone="second">{none}</Words>
  const beside = wide ? others : others.slice(0, 1)
  const rest = wide ? [] : others.slice(1)
  return (
    <>
      {rest.length > 0 && <Button onTap={() => setMore(true)}>更多</Button>}
      {beside.map((act) => (
        <Button key={act} onTap={() => start(act)}>
          {labelOf(act)}
        </Button>
      ))}
      <Button {...(main && { kind: 'primary' })} onTap={() => start(primary)}>
        {labelOf(primary)}
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
              {labelOf(act)}
            </Button>
          ))}
        </Stack>
      </Sheet>
    </>
  )
}
