import type { channels } from '@doorstep/contract/requests/words'
import type { DirectoryFigures } from '@doorstep/contract/dispatch'
import type { InferOutput } from 'valibot'
import { figuresByRule } from '../../dispatch/api'
import { unitsOf } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { cameInBy } from './figures-store'

type Channel = (typeof channels)[number]

/** Returns the rows of the directory with what became of them in the caller's district, of requests that came in one way or of all. */
export async function directoryFigures(
  { tx, districtId }: Acting,
  channel: Channel | null,
): Promise<InferOutput<typeof DirectoryFigures>[]> {
  const units = await unitsOf(tx, districtId)
  return (await figuresByRule(tx, districtId, cameInBy(districtId, channel))).map(({ unitCode, ...row }) => ({
    ...row,
    unit: units.get(unitCode)?.name ?? unitCode,
  }))
}
