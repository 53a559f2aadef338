import type { RequestAction } from '@doorstep/contract/requests/machine'
import type { StoredPart } from '../../dispatch/api'
import { staffOfUnit, unitsOf } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { clipped, timeMark } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { notifyStaff, type NotifyContext } from '../case/notify'
import { decidersOf } from '../people/people'
import { openJoining, undecidedOf } from './parts'

const about = ({ number, title }: Pick<Case, 'number' | 'title'>) => `${number} ${title}`

const ending: readonly RequestAction[] = ['endPart', 'reply', 'withdraw', 'transferOut', 'dispatch', 'recategorise']

/** Tells those whom an action of units concerns besides handler and requester: units that join in or need not any more, and reviewers. */
export async function tellUnits(acting: Acting, after: Case, action: RequestAction, text: string): Promise<void> {
  if (action === 'dispute') return tellReviewer(acting, after, text)
  if (action === 'dispatch' || action === 'accept' || action === 'recategorise')
    for (const part of openJoining(after)) await tellJoining(acting, after, part)
  if (ending.includes(action))
    for (const part of after.parts.filter(({ lead, ended_at: at }) => !lead && at?.getTime() === acting.clock.now().getTime())) {
      const said = { kind: 'state' as const, title: '一件诉求不用再协办', text: about(after) }
      await notifyStaff(
        acting,
        after,
        await staffOfUnit(acting.tx, acting.districtId, part.unit_code, after.grid_code),
        said,
        `ended:${part.id}`,
      )
    }
}

export async function tellReviewer(acting: NotifyContext, row: Case, text: string): Promise<void> {
  const lead = undecidedOf(row)
  if (lead === undefined) return
  const unit = (await unitsOf(acting.tx, acting.districtId)).get(lead.unit_code)?.name ?? ''
  const said = {
    kind: 'task' as const,
    title: '一件交办异议等您定',
    text: `${about(row)}：${unit}说不归本单位管（${clipped(text, 60)}），时限照走`,
  }
  await notifyStaff(acting, row, await decidersOf(acting, row, lead.reviewer_code), said, `dispute:${lead.id}`)
}

async function tellJoining(acting: Acting, row: Case, part: StoredPart): Promise<void> {
  const due = part.clocks.at(-1)?.dueAt
  const text = `${about(row)}，请协办并回报${due === undefined ? '' : `，时限${timeMark(due)}`}`
  const codes = await staffOfUnit(acting.tx, acting.districtId, part.unit_code, row.grid_code)
  await notifyStaff(acting, row, codes, { kind: 'task', title: '有一件诉求请您单位协办', text }, `join:${part.id}`)
}
