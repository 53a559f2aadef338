import { useElder } from '../platform/elder'
import { go } from '../platform/navigate'
import { useDoorstep } from '../platform/doorstep'
import { Button } from './button'

/** 请网格员代我办: in elder mode every form has a way to let the grid member do it, by a recorded word. */
export function AskForHelp({ grid, children = '请网格员代我办' }: { grid?: string | undefined; children?: string }) {
  const { elder } = useElder()
  const door = useDoorstep()
  if (!elder) return null
  const code = grid ?? door.gridCode
  const ask = () => (code === undefined ? go('grids/find') : go('messages/chat', { grid: code, voice: 1, hint: 'proxy' }))
  return (
    <Button kind="outline" block icon="mic" onTap={ask}>
      {children}
    </Button>
  )
}
