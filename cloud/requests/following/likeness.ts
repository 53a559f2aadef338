import { pairsIn } from '../../platform/search/searchable'

/** What somebody wrote, and the building it is about. */
interface Told {
  text: string
  place: string
}

/** What at least is shared of the shorter text's telling pairs where two requests are about different buildings. */
const leastElsewhere = 1 / 3

/**
 * Returns how likely two requests tell of the same, from 0 (not at all) to 2: the share of the shorter text's telling pairs of characters that
 * the other has, and one more in the same building. The building's own name tells nothing. Where one says nothing that can be compared (a
 * photo alone), the same building is enough.
 */
export function likeness(one: Told, other: Told): number {
  const same = one.place === other.place
  const [ours, theirs] = [tellingPairs(one), tellingPairs(other)]
  const shorter = Math.min(ours.size, theirs.size)
  if (shorter === 0) return same ? 1 : 0
  const share = [...ours].filter((pair) => theirs.has(pair)).length / shorter
  return share > 0 && (same || share >= leastElsewhere) ? share + (same ? 1 : 0) : 0
}

function tellingPairs({ text, place }: Told): Set<string> {
  const ofPlace = pairsIn([place])
  return new Set([...pairsIn([text])].filter((pair) => !ofPlace.has(pair)))
}
