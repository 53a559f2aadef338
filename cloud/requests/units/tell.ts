import type { RequestAction } from '@doorstep/contract/requests/machine'
import { reckonedAgain, saveClocks, type Ring } from '../../clocks/api'
import { requestOfPart, type StoredPart } from '../../dispatch/api'
import { staffOfUnit, unitsOf } from '../../grids/api'
import type { Acting, JobContext } from '../../platform/context/call'
import { clipped, timeMark } from '../../platform/time/words'
import { lockedCase, type Case } from '../case/case-store'
import { notifyStaff, workingOn } from '../case/notify'
import { openJoining, openLead } from './parts'

const about = ({ number, title }: Pick<Case, 'number' | 'title'>) => `${number} ${title}`

/** Tells those whom an action of units concerns besides handler and requester: units that join in or need not any more, and reviewers. */
export async function tellUnits(acting: Acting, after: Case, action: RequestAction, text: string): Promise<void> {
  if (action === 'dispute') return tellReviewer(acting, after, text)
  if (action === 'dispatch' || action === 'accept') for (const part of openJoining(after)) await tellJoining(acting, after, part)
  if (action === 'endPart' || action === 'reply' || action === 'withdraw' || action === 'dispatch')
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

async function tellReviewer(acting: Acting, row: Case, text: string): Promise<void> {
  const lead = openLead(row)
  if (lead === undefined) return
  const unit = (await unitsOf(acting.tx, acting.districtId)).get(lead.unit_code)?.name ?? ''
  const said = {
    kind: 'task' as const,
    title: '一件交办异议等您定',
    text: `${about(row)}：${unit}说不归本单位管（${clipped(text, 60)}），时限照走`,
  }
  await notifyStaff(acting, row, [lead.reviewer_code], said, `dispute:${lead.id}`)
}

async function tellJoining(acting: Acting, row: Case, part: StoredPart): Promise<void> {
  const due = part.clocks.at(-1)?.dueAt
  const text = `${about(row)}，请协办并回报${due === undefined ? '' : `，时限${timeMark(due)}`}`
  const codes = await staffOfUnit(acting.tx, acting.districtId, part.unit_code, row.grid_code)
  await notifyStaff(acting, row, codes, { kind: 'task', title: '有一件诉求请您单位协办', text }, `join:${part.id}`)
}

/** Returns an open part with its request, locked; null when it ended or is gone. */
async function lockedPart({ tx, districtId }: JobContext, partId: string): Promise<{ row: Case; part: StoredPart } | null> {
  const id = await requestOfPart(tx, districtId, partId)
  const row = id === null ? null : await lockedCase(tx, districtId, id)
  const part = row?.parts.find((one) => one.id === partId)
  return row === null || part === undefined || part.ended_at !== null ? null : { row, part }
}

const rings = { half: '协办时限过半', warn: '协办时限快到了', missed: '协办超时了', again: '协办还没有回报' } as const satisfies Record<
  Ring['what'],
  string
>

/** Rings for a unit that joins in: it is reminded, and once it is late the lead hears of it too. */
export async function onPartRing(context: JobContext, { ownerId, clockId, what, dueAt }: Ring): Promise<void> {
  const { tx, districtId } = context
  const found = await lockedPart(context, ownerId)
  const clock = found?.part.clocks.find((held) => held.id === clockId)
  if (found === null || clock?.dueAt.toISOString() !== dueAt) return
  const { row, part } = found
  const joining = await staffOfUnit(tx, districtId, part.unit_code, row.grid_code)
  const codes = what === 'half' || what === 'warn' ? joining : [...joining, ...(await workingOn(context, row))]
  const said = { kind: 'promise' as const, title: rings[what], text: `${about(row)}，${timeMark(clock.dueAt)} 到期` }
  await notifyStaff(context, row, codes, said, `${what}:${clock.id}`)
}

/** Reckons the time of a unit that joins in again, by a calendar that was published since. */
export async function onPartReckon(context: JobContext, partId: string): Promise<void> {
  const found = await lockedPart(context, partId)
  if (found === null) return
  const { clocks } = found.part
  const now = context.clock.now()
  await saveClocks(
    context,
    { kind: 'part', id: partId },
    clocks,
    clocks.map((held) => reckonedAgain(held, now)),
  )
}
