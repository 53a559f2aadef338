import { useElder } from '../platform/device/elder'
import { go } from '../platform/navigation/navigate'
import { useCurrentGrid } from '../platform/place/current-grid'
import { Button } from '../ui/input/button'

interface AskForHelpProps {
  grid?: string | undefined
  /** About a booking: what stands in the message, fit to be sent as it is. There is no form for her to confirm then. */
  say?: string
  children?: string
}

/** 请网格员代我办: in elder mode every form has a way to let the grid member do it, by a recorded word, or at a tap. */
export function AskForHelp({ grid, say, children = '请网格员代我办' }: AskForHelpProps) {
  const { elder } = useElder()
  const door = useCurrentGrid()
  if (!elder) return null
  const code = grid ?? door.gridCode
  const ask = () =>
    code === undefined
      ? go('grids/find')
      : go('messages/chat', { grid: code, ...(say === undefined ? { voice: 1, hint: 'proxy' } : { hint: 'booking', say }) })
  return (
    <Button kind="outline" block icon="mic" onTap={ask}>
      {children}
    </Button>
  )
}
