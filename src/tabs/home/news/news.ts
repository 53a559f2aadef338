import type { PageName } from '../../../platform/navigation/pages'
import type { Params } from '../../../platform/navigation/navigate'
import type { Tone } from '../../../ui/display/chip'
import type { IconName } from '../../../ui/display/icon-names'

/** Whose turn it is: `ends` the resident's, until a time · `hers` the resident's · `goesOn` nobody waits for the resident. */
type Turn = 'ends' | 'hers' | 'goesOn'

/** One row of 正在办: what is new, said first, and one line of what it is about. */
export interface News {
  /** Unique among the rows. */
  id: string
  turn: Turn
  /** By which it stands among those of its turn, the earliest first: an instant, or empty for the first. */
  at: string
  icon: IconName
  title: string
  line: string
  /** What stands at the end: a state, what the resident can do (`回一下`), or how long it stays so. */
  end?: { chip: string; tone: Tone } | { ask: string } | { until: string }
  to: { page: PageName; params?: Params }
}

/** Sorts after everything that has a time. */
export const whenever = '9999'

const turns: readonly Turn[] = ['ends', 'hers', 'goesOn']

/** Returns news in the order they are shown: what waits for the resident first, then by time. */
export const inOrder = (news: readonly News[]): News[] =>
  [...news].sort((a, b) => turns.indexOf(a.turn) - turns.indexOf(b.turn) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** Returns the parts that say something, in one line. */
export const oneLine = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ')
