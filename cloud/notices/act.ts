import { reviewerRoles } from '@doorstep/contract/roles'
import type { noticeMachine, NoticeState, StaffNotice } from '@doorstep/contract/notices'
import { branchFacts, type BranchFact } from '../branches/api'
import { staffWith } from '../grids/api'
import { notify, type Notification } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { tellReaders } from './jobs'
import { partiesTo } from './access'
import { noticeRunner } from './guards'
import { staffNotice } from './staff-read'
import * as store from './notices-store'

export type NoticeAction = keyof typeof noticeMachine

export interface CompletedTransition {
  notice: store.StoredNotice
  branch: BranchFact
  /** The state after the transition. */
  to: NoticeState
}

/**
 * Checks one transition of the contract's state machine against the locked notice. Throws `notFound` when the caller may not see the notice
 * or take the action, `ownNotice` when another person must take it, `notNow` in a state that does not allow it.
 */
export async function transitionNotice(call: Acting, id: string, action: NoticeAction): Promise<CompletedTransition> {
  const { tx, districtId, actor } = call
  const notice = await store.lockNotice(tx, districtId, id)
  const branch = notice && (await branchFacts(tx, districtId, [notice.branch_code])).get(notice.branch_code)
  if (notice === undefined || branch === undefined) throw problem('notFound')
  return { notice, branch, to: await noticeRunner.check({ notice, parties: partiesTo(notice, branch, actor) }, action) }
}

export async function submit(call: Acting, id: string): Promise<StaffNotice> {
  const { tx, districtId, clock, actor } = call
  const { notice, branch, to } = await transitionNotice(call, id, 'submit')
  await store.changeNotice(tx, districtId, id, { state: to, returned_reason: null }, clock.now())
  const over = await staffWith(tx, districtId, reviewerRoles, branch.areaCode)
  const secretaries = await store.secretariesOf(tx, districtId, branch.code)
  const others = [...new Set([...over, ...secretaries])].filter((code) => code !== actor.staff?.code)
  await say(call, notice, others, {
    title: '有公告等您审核',
    text: `${branch.name}《${notice.title}》，${actor.staff?.name ?? ''}提交。`,
    kind: 'task',
  })
  return staffNotice(call, id)
}

export async function approve(call: Acting, id: string): Promise<StaffNotice> {
  const { tx, districtId, clock, actor } = call
  const { notice, to } = await transitionNotice(call, id, 'approve')
  const now = clock.now()
  await store.changeNotice(tx, districtId, id, { state: to, reviewer_code: actor.staff?.code ?? null, published_at: now }, now)
  await tellReaders(call, { noticeId: id, what: 'published', after: null })
  await say(call, notice, [notice.author_code], { title: '公告已发布', text: `《${notice.title}》已通过审核，正在发给居民。` })
  return staffNotice(call, id)
}

export async function giveBack(call: Acting, id: string, { reason }: { reason: string }): Promise<StaffNotice> {
  const { tx, districtId, clock, actor } = call
  const { notice, to } = await transitionNotice(call, id, 'return')
  await store.changeNotice(
    tx,
    districtId,
    id,
    { state: to, reviewer_code: actor.staff?.code ?? null, returned_reason: reason },
    clock.now(),
  )
  await say(call, notice, [notice.author_code], { title: '公告请修改后再交', text: `《${notice.title}》：${reason}` })
  return staffNotice(call, id)
}

export async function withdraw(call: Acting, id: string, { reason }: { reason: string }): Promise<StaffNotice> {
  const { tx, districtId, clock, actor } = call
  const { notice, to } = await transitionNotice(call, id, 'withdraw')
  await store.changeNotice(tx, districtId, id, { state: to, withdrawn_reason: reason }, clock.now())
  await tellReaders(call, { noticeId: id, what: 'withdrawn', after: null })
  const others = [notice.author_code, ...(notice.reviewer_code === null ? [] : [notice.reviewer_code])].filter(
    (code) => code !== actor.staff?.code,
  )
  await say(call, notice, others, { title: '公告已撤回', text: `《${notice.title}》由${actor.staff?.name ?? ''}撤回：${reason}` })
  return staffNotice(call, id)
}

type Said = Pick<Notification, 'title' | 'text'> & { kind?: Notification['kind'] }

/** Notifies staff of a transition; a notice can be submitted and returned again, so the notification key includes the instant. */
function say(
  { tx, districtId, clock }: Acting,
  notice: store.StoredNotice,
  staffCodes: readonly string[],
  { kind = 'notice', ...words }: Said,
): Promise<void> {
  const at = clock.now()
  const key = `notice:${notice.id}:${words.title}:${at.toISOString()}`
  return notify(tx, { districtId, to: { staffCodes }, kind, ...words, target: { kind: 'staffNotice', id: notice.id }, key, at })
}
