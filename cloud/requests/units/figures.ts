import type { DirectoryFigures } from '@doorstep/contract/dispatch'
import type { InferOutput } from 'valibot'
import { figuresByRule } from '../../dispatch/api'
import { unitsOf } from '../../grids/api'
import type { Acting } from '../../platform/context/call'

/** Returns the rows of the directory with what became of them in the caller's district. */
export async function directoryFigures({ tx, districtId }: Acting): Promise<InferOutput<typeof DirectoryFigures>[]> {
  const units = await unitsOf(tx, districtId)
  return (await figuresByRule(tx, districtId)).map(({ unitCode, ...row }) => ({ ...row, unit: units.get(unitCode)?.name ?? unitCode }))
}
