import type { RequestDetail, TimelineEvent } from '@doorstep/contract/requests/views'

/** Events after which what was said before no longer tells how it stands: a reply after it was reopened, a refusal after it was contested. */
const beganAnew: Partial<Record<RequestDetail['state'], readonly string[]>> = {
  rework: ['reopen', 'notSolved', 'rateWorse', 'checkFailed'],
  submitted: ['contest'],
}
/** Events that say nothing of how it goes, or nothing that the head of the page does not say (the new time and why it was extended). */
const silent: readonly string[] = [
  ...['rated', 'ratingAdded', 'takeBack', 'called', 'urge', 'confirmVisit', 'moveVisit', 'stepBroken'],
  'grantExtension',
]

/**
 * Returns the newest words of others about a request as it stands now; undefined while nobody has said anything. A question she has answered
 * is none of them.
 */
export function newestOf({ state, timeline }: Pick<RequestDetail, 'state' | 'timeline'>): TimelineEvent | undefined {
  const anew = beganAnew[state] ?? []
  const since = timeline.filter(({ did }) => anew.includes(did)).pop()?.seq ?? 0
  return timeline
    .filter(({ seq, by, did }) => seq > since && by !== '您' && !silent.includes(did) && (did !== 'askMore' || state === 'infoNeeded'))
    .pop()
}

/** Returns whether the title of an event says more than who wrote its words: of a reply how it ended, of a refusal why, what was cut out. */
export const hasTelling = ({ did, text }: TimelineEvent) => text === '' || telling.includes(did)
const telling: readonly string[] = ['reply', 'refuse', 'reassign', 'recategorise', 'split', 'tookBack']

/** Returns who did it, by name, and as what: `网格员 李明`. */
export function whoDid({ by }: TimelineEvent): { name: string; role: string } {
  const words = by.split(' ')
  return { name: words[words.length - 1] ?? by, role: words.slice(0, -1).join(' ') }
}
