import { useElder } from '../../platform/elder'
import { currentHome, useMe } from '../../platform/me'
import { go } from '../../platform/navigate'
import { Button } from '../../ui/button'

/** 请网格员代我办: in elder mode every form has a way to let the grid member do it. */
export function AskForHelp() {
  const { elder } = useElder()
  const home = currentHome(useMe().value)
  if (!elder) return null
  const ask = () => (home ? go('messages/chat', { grid: home.building.gridCode }) : go('grids/find'))
  return (
    <Button kind="outline" block icon="mic" onTap={ask}>
      请网格员代我办
    </Button>
  )
}
