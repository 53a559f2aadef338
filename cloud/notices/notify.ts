import { reviewerRoles } from '@doorstep/contract/roles'
import type { noticeMachine } from '@doorstep/contract/notices'
import type { BranchFact } from '../branches/api'
import { secretariesOfBranches, staffWith } from '../grids/api'
import { notify, type Notification } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { tellReaders } from './jobs'
import type { StoredNotice } from './notices-store'

export type NoticeAction = keyof typeof noticeMachine

export interface CompletedTransition {
  action: NoticeAction
  /** The notice before the transition. */
  notice: StoredNotice
  branch: BranchFact
  /** The reason given with it; empty for actions without one. */
  reason: string
}
interface NotificationInput extends CompletedTransition {
  call: Acting
  /** The name of whoever acts. */
  name: string
}
interface Told {
  /** The codes of the staff notified; whoever acts is left out. */
  staff: (input: NotificationInput) => readonly (string | null)[] | Promise<readonly (string | null)[]>
  says: (input: NotificationInput) => Pick<Notification, 'title' | 'text'>
  /** `task` where it is work for them. */
  kind?: 'task'
  /** What residents are notified of. */
  readers?: 'published' | 'withdrawn'
}

/** Who is notified of each action, and of what; null: nobody. */
const told: Record<NoticeAction, Told | null> = {
  edit: null,
  submit: {
    staff: reviewersOf,
    says: ({ branch, notice, name }) => ({ title: '有公告等您审核', text: `${branch.name}《${notice.title}》，${name}提交。` }),
    kind: 'task',
  },
  approve: {
    staff: ({ notice }) => [notice.author_code],
    says: ({ notice }) => ({ title: '公告已发布', text: `《${notice.title}》已通过审核，正在发给居民。` }),
    readers: 'published',
  },
  return: {
    staff: ({ notice }) => [notice.author_code],
    says: ({ notice, reason }) => ({ title: '公告请修改后再交', text: `《${notice.title}》：${reason}` }),
  },
  withdraw: {
    staff: ({ notice }) => [notice.author_code, notice.reviewer_code],
    says: ({ notice, name, reason }) => ({ title: '公告已撤回', text: `《${notice.title}》由${name}撤回：${reason}` }),
    readers: 'withdrawn',
  },
}

/** Returns who may review a notice of the branch. */
async function reviewersOf({ call: { tx, districtId }, branch }: NotificationInput): Promise<string[]> {
  const secretaries = await secretariesOfBranches(tx, districtId, [branch.code])
  return [...(await staffWith(tx, districtId, reviewerRoles, branch.areaCode)), ...secretaries.map(({ code }) => code)]
}

/** Notifies of a transition; a notice can be submitted and returned again, so the notification key includes the instant. */
export async function notifyTransition(call: Acting, completed: CompletedTransition): Promise<void> {
  const { tx, districtId, clock, actor } = call
  const { action, notice } = completed
  const of = told[action]
  if (of === null) return
  const at = clock.now()
  const input = { ...completed, call, name: actor.staff?.name ?? '' }
  if (of.readers !== undefined) await tellReaders(call, { noticeId: notice.id, what: of.readers, after: null })
  const staffCodes = [...new Set(await of.staff(input))].filter((code) => code !== null).filter((code) => code !== actor.staff?.code)
  const said = of.says(input)
  const key = `notice:${notice.id}:${said.title}:${at.toISOString()}`
  const target = { kind: 'staffNotice' as const, id: notice.id }
  await notify(tx, { districtId, to: { staffCodes }, kind: of.kind ?? 'notice', ...said, target, key, at })
}
