import { hashToken } from '../platform/process/crypto'
import type { Talking } from './scenarios'
import type { Neighbour } from './town'

/** Returns what identifies one neighbour in the statements of a request, mapped to what identifies another. */
export function instead(town: Talking, of: Neighbour, by: Neighbour): Map<string, string> {
  const ours = namesOf(town, of)
  const theirs = namesOf(town, by)
  return new Map(ours.map((name, at) => [name, theirs[at] ?? name]))
}

const namesOf = (town: Talking, who: Neighbour): string[] => [
  ...[who, who.memberSignedIn].flatMap(({ accountId, actor, token }) => [accountId, actor.sessionId, hashToken(token)]),
  town.conversations.get(who) ?? '',
  who.gridCode,
  // The neighbour's community code, whose digits begin a receipt number.
  who.gridCode.slice(0, 12),
  who.gridCode.slice(6),
  who.buildingCode,
  who.member,
]
