import type { BuildingRow } from '@doorstep/contract/grids'
import { keepBuilding, lookAt, type CurrentGrid } from '../../../platform/place/current-grid'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Sheet } from '../../../ui/layout/sheet'
import { Words } from '../../../ui/display/words'

interface FoundProps {
  building: BuildingRow | undefined
  door: CurrentGrid
  onClose: () => void
}

/** Renders the choices for the picked building: bind it, only look, or report the grid as wrong. */
export function Found({ building, door, onClose }: FoundProps) {
  if (!building) return null
  const { code, name, address, communityName, gridName, gridCode } = building
  const mine = door.homes.some((home) => home.building.code === code)
  const then = (open: () => unknown) => () => {
    keepBuilding(building)
    onClose()
    return open()
  }
  const look = () => {
    if (door.home) return go('grids/card', { code: gridCode })
    lookAt(building)
    return go('home')
  }
  return (
    <Sheet open title={name} onClose={onClose}>
      <Words size={15} tone="second">
        {address}
      </Words>
      <Words>
        归{communityName} · {gridName}
      </Words>
      {mine ? (
        <Button kind="primary" block onTap={then(() => go('account/homes'))}>
          已是您的住处，去看看
        </Button>
      ) : (
        <Button kind="primary" block onTap={then(() => go('account/bind', { building: code }))}>
          这是我家，登记
        </Button>
      )}
      <Button block onTap={then(look)}>
        先看看这个网格
      </Button>
      <Button kind="quiet" block onTap={then(() => go('grids/correct', { building: code }))}>
        楼对，网格不对
      </Button>
    </Sheet>
  )
}
