import type { RequestKind } from '@doorstep/contract/requests/case'
import type { Scene } from '../../drawn'

/** One request of the demo in words: what was said, and what the team said and did. */
export interface CaseWords {
  /** Key of the resident who files it. */
  by: string
  /** Days before today, and the time, at which it is filed. */
  filed: readonly [daysAgo: number, time: string]
  kind: RequestKind
  category: string
  /** Where it is; the resident's home when left out. A report must say it. */
  buildingCode?: string
  text: string
  place?: string
  answers?: readonly { code: string; value: string | string[] }[]
  photo?: Scene
  /** What is being done about it. */
  doing: string
  /** How it was solved. */
  solved: string
  /** The satisfaction of five and what the resident says with it. */
  rated?: readonly [satisfied: number, text: string]
}
