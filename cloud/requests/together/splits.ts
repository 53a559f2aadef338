import type { RequestState } from '@doorstep/contract/requests/case'
import { statesThatWaitFor } from '@doorstep/contract/requests/words'
import { problem, type ProblemError } from '../../platform/process/problem'
import type { Case } from '../case/case-store'

const worksOn: readonly RequestState[] = (['acceptance', 'resident', 'work'] as const).flatMap(statesThatWaitFor)

/** Returns why what was cut out of a request cannot be taken back: somebody has answered it, or what it was cut out of. */
export function whyNotUnsplit({ origin, events }: Pick<Case, 'origin' | 'events'>): ProblemError | null {
  if (origin === null || events.some(({ did }) => did === 'reply')) return problem('notNow')
  return worksOn.includes(origin.state) ? null : problem('originOver')
}
