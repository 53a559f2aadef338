import type { BuildingRow } from '@doorstep/contract/grids'
import { ListRow } from '../../../ui/display/list-row'

interface BuildingRowsProps {
  rows: readonly BuildingRow[]
  onPick: (building: BuildingRow) => void
}

/** Renders buildings to choose from, each with its grid. */
export const BuildingRows = ({ rows, onPick }: BuildingRowsProps) => (
  <>
    {rows.map((row) => (
      <ListRow key={row.code} title={row.name} line={`${row.communityName} · ${row.gridName}`} chevron onTap={() => onPick(row)} />
    ))}
  </>
)
