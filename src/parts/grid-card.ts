import type { GridCard } from '@doorstep/contract/grids'
import { useAgainAt, useRead, type Read } from '../platform/api/query'

/** Returns when the card says something else by time alone: the end of the duty, of the absence, or of the break it tells of. */
function changesAt({ onDuty, dutyAhead = [] }: Pick<GridCard, 'onDuty' | 'dutyAhead'>, asOf: number): string | undefined {
  const instants = [...(onDuty?.until ? [onDuty.until] : []), ...dutyAhead.flatMap(({ from, to }) => [from, to])]
  return instants.filter((at) => Date.parse(at) > asOf).sort()[0]
}

/** Reads a grid's card, and again when who is on duty changes while the page stays open. */
export function useGridCard(code: string | undefined, when = code !== undefined): Read<GridCard> {
  const card = useRead('GET /v1/grids/{code}', { params: { code: code ?? '' } }, { when })
  useAgainAt(card, card.value && changesAt(card.value, card.asOf))
  return card
}
