import type { Tx } from '../../platform/database/database'
import type { PartName } from '../../platform/snapshot/part'
import { touchReference } from '../../platform/snapshot/versions'
import type { Sheet } from '../rows/rows'
import type { Difference } from './difference'

/** The part of the reference data that each sheet is in; buildings, emergencies and organisations are in none. */
const partOf: Record<Exclude<Sheet, 'building' | 'emergency' | 'organisation'>, PartName> = {
  area: 'areas',
  grid: 'areas',
  branch: 'branches',
  department: 'staff',
  staff: 'staff',
  staff_role: 'staff',
  team_member: 'staff',
  category: 'categories',
  synonym: 'synonyms',
  dispatch_rule: 'dispatch',
  venue: 'services',
  service: 'services',
}

/** Moves the versions of what an import changed. A card shows when its grid's team or branches changed, so their changes are its own. */
export async function touchParts(tx: Tx, districtId: number, changes: Difference): Promise<void> {
  const changed = Object.entries(partOf).flatMap(([sheet, part]) => {
    const { added, changed: other, retired } = changes[sheet as keyof typeof partOf]
    return added.length + other.length + retired.length > 0 ? [part] : []
  })
  const cards: PartName[] = changed.includes('staff') || changed.includes('branches') ? ['areas'] : []
  await touchReference(tx, districtId, ...new Set([...changed, ...cards]))
}
