import { noticeMachine } from '@doorstep/contract/notices'
import { runnerOf } from '../platform/machine/runner'
import { problem } from '../platform/process/problem'
import type { Party } from './access'
import type { StoredNotice } from './notices-store'

/** A notice with somebody who would act on it now. */
export interface NoticeSubject {
  notice: StoredNotice
  parties: readonly Party[]
}

/** What may be done with a notice, and by whom: the contract's table, run. What is none of the caller's business is not there. */
export const noticeRunner = runnerOf(noticeMachine)<NoticeSubject>({
  stateOf: ({ notice }) => notice.state,
  partiesOf: ({ parties }) => parties,
  guards: {},
  notYours: (_subject, { barred }) => problem(barred ? 'ownNotice' : 'notFound'),
  notNow: () => problem('notNow'),
})
