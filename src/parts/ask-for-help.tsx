import { useElder } from '../platform/device/elder'
import { go } from '../platform/navigation/navigate'
import { useCurrentGrid } from '../platform/place/current-grid'
import { Button } from '../ui/input/button'

interface AskForHelpProps {
  grid?: string | undefined
  /** For a booking: the text that stands in the message, ready to send as it is. The resident gets no form to confirm in this case. */
  say?: string
  children?: string
}

/** Renders 请网格员代我办: in elder mode every form offers to have the grid member do it, asked for by voice note or with one tap. */
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
