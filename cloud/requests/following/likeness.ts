import { comparedCharacters } from '@doorstep/contract/rules'
import { pairsIn } from '../../platform/search/searchable'

/** What somebody wrote, and the building it is about. */
interface Told {
  text: string
  place: string
}

/** What at least is shared of the shorter text's telling pairs where two requests are about different buildings. */
const leastElsewhere = 1 / 3

/**
 * Returns how likely other requests tell of the same as one, from 0 (not at all) to 2: the share of the shorter text's telling pairs of
 * characters that the other has, and one more in the same building. The building's own name tells nothing. Where one says nothing that can be
 * compared (a photo alone), the same building is enough. Of a text the first `comparedCharacters` count.
 */
export function likenessTo(one: Told): (other: Told) => number {
  const ours = tellingPairs(one)
  return (other) => {
    const same = one.place === other.place
    const theirs = tellingPairs(other)
    const shorter = Math.min(ours.size, theirs.size)
    if (shorter === 0) return same ? 1 : 0
    let shared = 0
    for (const pair of theirs) if (ours.has(pair)) shared += 1
    const share = shared / shorter
    return share > 0 && (same || share >= leastElsewhere) ? share + (same ? 1 : 0) : 0
  }
}

function tellingPairs({ text, place }: Told): Set<string> {
  const pairs = pairsIn([text.slice(0, comparedCharacters)])
  for (const pair of pairsIn([place])) pairs.delete(pair)
  return pairs
}
