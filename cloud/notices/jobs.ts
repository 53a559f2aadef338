import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { notifyPage } from '../notifications/api'
import { type CoreContext, job, type JobContext, type Jobs } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { accountsReached, accountsThatRead } from './audience-store'
import { noticeById, type StoredNotice } from './notices-store'

const Telling = v.object({ noticeId: id, what: v.picklist(['published', 'withdrawn']), after: v.nullable(id) })
type Telling = v.InferOutput<typeof Telling>

/** Accounts notified per transaction. */
export const page = 500

/** Adds the job that notifies the next page of residents; the same page is added once. */
export const tellReaders = ({ tx, districtId, clock }: CoreContext, telling: Telling): Promise<void> =>
  enqueue(tx, {
    districtId,
    kind: 'notices.tell',
    key: `${telling.noticeId}:${telling.what}:${telling.after ?? 'first'}`,
    payload: { ...telling },
    dueAt: clock.now(),
  })

/** Recipients: everyone with a home in the audience of a published notice, everyone who read a withdrawn one. */
const heard = { published: accountsReached, withdrawn: accountsThatRead }
const words = {
  published: (notice: StoredNotice) => ({ title: '有新公告', text: notice.title }),
  withdrawn: (notice: StoredNotice) => ({ title: '您看过的公告已撤回', text: `《${notice.title}》：${notice.withdrawn_reason ?? ''}` }),
}

async function tell(context: JobContext, { noticeId, what, after }: Telling): Promise<void> {
  const { tx, districtId } = context
  const notice = await noticeById(tx, districtId, noticeId)
  // Withdrawn while notifications were still being sent: the rest is not sent.
  if (notice?.state !== what) return
  const accountIds = await heard[what](tx, districtId, noticeId, after, page)
  await notifyPage(context, {
    to: accountIds,
    kind: 'notice',
    ...words[what](notice),
    target: { kind: 'notice', id: noticeId },
    key: `notice:${noticeId}:${what}`,
    at: context.clock.now(),
  })
  const last = accountIds.at(-1)
  if (accountIds.length === page && last !== undefined) await tellReaders(context, { noticeId, what, after: last })
}

export const noticeJobs: Jobs = { 'notices.tell': job(Telling, tell) }
