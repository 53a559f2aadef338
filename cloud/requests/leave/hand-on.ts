import { isRunning } from '../../clocks/api'
import { askedKey, gridsOfStaff, isFromWorkIn, staffOfUnit, standInsOf, unitAtWork, type Cover, type Leave } from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import { timeMark } from '../../platform/time/words'
import { anotherThan, reassignable } from '../actions/handover'
import { withParts, type Case } from '../case/case-store'
import { notifyRequester, notifyRequestSockets, notifyStaff, notifyTransition, type NotifyContext } from '../case/notify'
import type { StoredRequest } from '../case/requests-store'
import { bySystem } from '../case/timeline'
import { transitionRequest } from '../case/transitions'
import { bylineOf, staffLabelOf, unitFor, worksWithoutHandler } from '../people/people'
import { openStep } from '../steps/dated-step'
import { casesHeldBy, lockedCasesHeldBy } from './held-store'

/** The requests of somebody on leave: those that are handed on, and those that stay theirs. Of a 举报 neither says anything. */
export interface DuringLeave {
  handedOn: Case[]
  staying: Case[]
}

type Away = Pick<Leave, 'staffCode' | 'gridCode' | 'until'>

/**
 * Returns whether a request's time ends before `until`: one of its deadlines, one that is over already among them, the time of its dated
 * step, or that in which whoever rated it badly has to be contacted.
 */
function endsBefore({ clocks, late_since: late, steps, remedies }: Case, until: Date): boolean {
  const step = openStep(steps)
  const owed = remedies.some(({ contacted_at: contacted, contact_by: by }) => contacted === null && by < until)
  return late !== null || owed || clocks.some((clock) => isRunning(clock) && clock.dueAt < until) || (step !== null && step.due_at < until)
}

/** Returns those of rows that are from the work which a leave is from, with their parts. */
async function workOf(tx: Tx, districtId: number, leave: Away, rows: readonly StoredRequest[]): Promise<Case[]> {
  const gridsOf = new Map([[leave.staffCode, await gridsOfStaff(tx, districtId, leave.staffCode)]])
  const own = rows.filter(({ state, grid_code: grid }) => reassignable.includes(state) && isFromWorkIn(leave, grid, gridsOf))
  return withParts(tx, districtId, own)
}

/** Returns what would be handed on in a leave, as things stand now. */
export async function casesDuring(tx: Tx, districtId: number, leave: Away): Promise<DuringLeave> {
  const cases = (await workOf(tx, districtId, leave, await casesHeldBy(tx, districtId, leave.staffCode))).filter(
    ({ anonymous }) => !anonymous,
  )
  return {
    handedOn: cases.filter((row) => endsBefore(row, leave.until)),
    staying: cases.filter((row) => !endsBefore(row, leave.until)),
  }
}

/**
 * Hands the requests of somebody on leave on whose time ends before it does: to whoever stands in, else within their unit, else to whoever
 * takes over in their grid. Who filed them is told who handles them now, and who comes where a visit was arranged.
 */
export async function handOnDuring(context: NotifyContext, leave: Away, { isTold = false } = {}): Promise<DuringLeave> {
  const { tx, districtId, clock } = context
  const cases = await workOf(tx, districtId, leave, await lockedCasesHeldBy(tx, districtId, leave.staffCode))
  const asked = cases.map(({ grid_code: gridCode }) => ({ staffCode: leave.staffCode, gridCode }))
  const covers = await standInsOf(tx, districtId, asked, clock.now())
  const during: DuringLeave = { handedOn: [], staying: [] }
  for (const row of cases) {
    const isDue = endsBefore(row, leave.until)
    const cover = covers.get(askedKey({ staffCode: leave.staffCode, gridCode: row.grid_code }))
    const after = isDue ? await handOnFor(context, row, cover, { isTold }) : row
    if (!row.anonymous) (isDue ? during.handedOn : during.staying).push(after)
  }
  return during
}

/**
 * Hands one request on from its handler, who is away, its promises unchanged. The new handler is told of it unless their stand-in is told of
 * all together (`isTold` false). A 举报 goes to those who receive reports, and nobody else hears of it.
 */
export async function handOnFor(
  context: NotifyContext,
  row: Case,
  cover: Cover | undefined,
  { isTold, because = '办理人请假' }: { isTold: boolean; because?: string },
): Promise<Case> {
  const { tx, districtId } = context
  const standIn = cover?.standIn ?? null
  const mayTake = standIn !== null && !row.anonymous && !row.excluded_handlers.includes(standIn)
  const inUnit = !mayTake && !row.anonymous && (await unitAtWork(tx, districtId, row.unit_code, row.grid_code)) !== null
  const handler = mayTake ? standIn : inUnit ? null : await anotherThan(context, row, [row.handler_code])
  const label = handler === null ? null : await staffLabelOf(tx, districtId, handler, row.grid_code)
  const unit = inUnit ? row.unit_code : handler === null ? null : await unitFor(tx, districtId, row, handler)
  const heir = label?.publicName ?? (await worksWithoutHandler(tx, districtId, { ...row, unit_code: unit }))
  const after = await transitionRequest(context, row, {
    action: 'reassign',
    as: ['system'],
    by: bySystem,
    content: { text: because, to: label === null ? heir : bylineOf(label) },
    changes: { handler_code: handler, unit_code: unit },
  })
  // Before the transition tells them the same in general words: the first of an event is what they get.
  if (!row.anonymous) await tellRequester(context, after, heir)
  if (inUnit) await tellUnit(context, after, row.handler_code)
  else if (isTold || handler !== standIn)
    await notifyTransition(context, { action: 'reassign', before: row, after, by: bySystem, text: because })
  await notifyRequestSockets(context, after, row)
  return after
}

/** Tells the others of a unit that one of its requests waits for anybody of them. */
async function tellUnit(context: NotifyContext, row: Case, from: string | null): Promise<void> {
  const unit = row.unit_code === null ? [] : await staffOfUnit(context.tx, context.districtId, row.unit_code, row.grid_code)
  const by = row.promised_at === null ? '' : `，时限${timeMark(row.promised_at)}`
  const said = { kind: 'task' as const, title: '一件诉求等单位里的人接手', text: `${row.number} ${row.title}，办理人不在，请接着办${by}` }
  await notifyStaff(
    context,
    row,
    unit.filter((code) => code !== from),
    said,
  )
}

/** Tells the requester who handles it now, and who comes where a visit is arranged. */
async function tellRequester(context: NotifyContext, row: Case, heir: string): Promise<void> {
  const step = openStep(row.steps)
  const visit = step !== null && step.kind === 'visit' && step.due_at > context.clock.now()
  const comes = visit ? `。约好${timeMark(step.due_at)} 上门，由${heir}来` : ''
  const text = `${row.number} ${row.title}：现在由${heir}办理，时限不变${comes}`
  await notifyRequester(context, row, { kind: 'state', title: '诉求换人办理', text })
}
