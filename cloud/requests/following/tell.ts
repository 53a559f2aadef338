import type { RequestState } from '@doorstep/contract/requests/case'
import { outcomeNames } from '@doorstep/contract/requests/words'
import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { buildingRows } from '../../grids/api'
import { notifyPage } from '../../notifications/api'
import type { CoreContext, JobContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { dayMark } from '../../platform/time/words'
import { caseById, type Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import { categoryByCode } from '../filing/categories'
import { followersAfter } from './follower-store'
import { isShared } from './shareable'

export const followersJob = 'requests.followers'

/** What followers are told of: a step of the request (by its event), or that its time is over (by that time). */
export const FollowersJob = v.object({
  requestId: id,
  about: v.string(),
  what: v.picklist(['accepted', 'replied', 'closed', 'notAccepted', 'withdrawn', 'goesOn', 'overdue']),
  after: v.nullable(id),
})
type Telling = v.InferOutput<typeof FollowersJob>
type What = Telling['what']

/** Followers told per transaction. */
const page = 500

const tellFollowers = async ({ tx, districtId, clock }: CoreContext, telling: Telling): Promise<void> =>
  enqueue(tx, {
    districtId,
    kind: followersJob,
    key: `${telling.requestId}:${telling.what}:${telling.about}:${telling.after ?? 'first'}`,
    payload: { ...telling },
    dueAt: clock.now(),
  })

/** Plans what those who follow a request are told of a step of it. */
export async function tellFollowersOfStep(context: CoreContext, before: StoredRequest, after: StoredRequest): Promise<void> {
  const what = after.followers === 0 ? null : stepOf(before.state, after.state)
  if (what !== null) await tellFollowers(context, { requestId: after.id, about: String(after.last_seq), what, after: null })
}

/** Plans what those who follow a request are told once its time is over. */
export async function tellFollowersOfDelay(context: CoreContext, row: StoredRequest, dueAt: Date): Promise<void> {
  if (row.followers > 0) await tellFollowers(context, { requestId: row.id, about: dueAt.toISOString(), what: 'overdue', after: null })
}

const answered: readonly RequestState[] = ['replied', 'notAccepted', 'closed', 'withdrawn']

function stepOf(before: RequestState, after: RequestState): What | null {
  // A tap taken back (点错了) leaves the answer as it was.
  if (before === after || (before === 'closed' && after === 'replied')) return null
  if (after === 'accepted' && before === 'submitted') return 'accepted'
  if (after === 'replied' || after === 'closed' || after === 'notAccepted' || after === 'withdrawn') return after
  return answered.includes(before) ? 'goesOn' : null
}

const titles: Record<What, string> = {
  accepted: '您也遇到的事：已受理',
  replied: '您也遇到的事：有答复了',
  closed: '您也遇到的事：已办结',
  notAccepted: '您也遇到的事：没有受理',
  withdrawn: '您也遇到的事：提的人撤回了',
  goesOn: '您也遇到的事：还在办',
  overdue: '您也遇到的事：没有按时办好',
}

/** Says how a request stands, in words that name nobody and quote nothing; what to do where it is not solved here. */
function saysOf(what: What, row: Case): string {
  const own = '您那里还有这个情况，可以单独提交'
  const reply = row.events.filter(({ did }) => did === 'reply' || did === 'selfClose').at(-1)
  const outcome = row.outcome === null ? '' : `，结果是${outcomeNames[row.outcome]}`
  const on = (at: Date | null | undefined) => (at === null || at === undefined ? '' : dayMark(at))
  switch (what) {
    case 'accepted':
      return row.promised_at === null ? '已受理' : `已受理，约定${on(row.promised_at)}前答复`
    case 'replied':
      return `${on(reply?.at)}已答复${outcome}。${own}`
    case 'closed':
      return `${on(row.closed_at)}已办结${outcome}。${own}`
    case 'notAccepted':
      return `这一件没有受理。${own}`
    case 'withdrawn':
      return `这一件不再办理了。${own}`
    case 'goesOn':
      return '这件事还没有完，接着办'
    case 'overdue':
      return '没有按约定的时间办好，已提醒办理的人'
  }
}

/** Tells a page of followers, and plans the next; nobody once the request is not shown to others any more. */
export async function onFollowers(context: JobContext, telling: Telling): Promise<void> {
  const { tx, districtId } = context
  const row = await caseById(tx, districtId, telling.requestId)
  if (row === null || !(await isShared(tx, districtId, row))) return
  const to = await followersAfter(tx, districtId, row.id, telling.after, page)
  const category = (await categoryByCode(tx, districtId, row.category_code))?.name ?? ''
  await notifyPage(context, {
    to,
    kind: telling.what === 'overdue' ? 'promise' : 'state',
    title: titles[telling.what],
    text: `${category}（${(await buildingRows(tx, districtId, [row.building_code])).get(row.building_code)?.name ?? ''}）：${saysOf(telling.what, row)}`,
    target: null,
    key: `follow:${row.id}:${telling.what}:${telling.about}`,
    at: context.clock.now(),
  })
  const last = to.at(-1)
  if (to.length === page && last !== undefined) await tellFollowers(context, { ...telling, after: last })
}
