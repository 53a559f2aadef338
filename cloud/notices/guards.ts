import { noticeMachine } from '@doorstep/contract/notices'
import { runnerOf } from '../platform/machine/runner'
import { problem } from '../platform/process/problem'
import type { Party } from './access'
import type { StoredNotice } from './notices-store'

/** A notice and the caller who would act on it. */
export interface NoticeSubject {
  notice: StoredNotice
  parties: readonly Party[]
}

/** Runs the contract's state machine of notices. A notice the caller has no access to is answered as not found. */
export const noticeRunner = runnerOf(noticeMachine)<NoticeSubject>({
  stateOf: ({ notice }) => notice.state,
  partiesOf: ({ parties }) => parties,
  guards: {},
  notYours: (_subject, { barred }) => problem(barred ? 'ownNotice' : 'notFound'),
  notNow: () => problem('notNow'),
})
