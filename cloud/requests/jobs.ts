import { clockNames } from '@doorstep/contract/requests/machine'
import { isRunning, wasBroken, type Ring } from '../clocks/api'
import { job, type JobContext, type Jobs } from '../platform/context/call'
import { timeMark } from '../platform/time/words'
import { closeUnrated, UnratedJob, unratedJob } from './actions/closing'
import { notifyRequestSockets, notifyRequester, notifyStaff, notifyWorkers, workingOn } from './case/notify'
import { lockedCase } from './case/case-store'
import type { StoredRequest } from './case/requests-store'
import { stateClock, type CaseClock } from './clocks/case-clocks'
import { escalatedTo, staffLabelOf, worksWithoutHandler } from './people/people'

/** Handles a clock's reminder or end. Does nothing when the clock has stopped, is paused, or ends at another time by now. */
export async function onRing(context: JobContext, { ownerId: requestId, clockId, what, dueAt }: Ring): Promise<void> {
  const { tx, districtId } = context
  const row = await lockedCase(tx, districtId, requestId)
  if (row === null) return
  const { clocks } = row
  const clock = clocks.find((held) => held.id === clockId)
  if (clock === undefined || clock.stoppedAt !== null || clock.dueAt.toISOString() !== dueAt) return
  if (what === 'warn' && isRunning(clock)) await warn(context, row, clock)
  if (what === 'missed' && wasBroken(clock, context.clock.now())) await missed(context, row, clock, clocks)
}

async function warn(context: JobContext, row: StoredRequest, clock: CaseClock): Promise<void> {
  const by = timeMark(clock.dueAt)
  await notifyWorkers(
    context,
    row,
    { kind: 'promise', title: `${clockNames[clock.kind]}时限快到了`, text: `${row.number} ${row.title}，${by} 到期` },
    `warn:${clock.id}`,
  )
}

/** 超时: notifies the requester, the handler and the branch secretary, who joins the team from now on; of a 举报 the supervisor. */
async function missed(context: JobContext, row: StoredRequest, clock: CaseClock, clocks: readonly CaseClock[]): Promise<void> {
  const { tx, districtId } = context
  const now = context.clock.now()
  const by = timeMark(clock.dueAt)
  const about = `missed:${clock.id}`
  const called = await escalatedTo(tx, districtId, row)
  await notifyStaff(
    context,
    row,
    [...(await workingOn(context, row)), ...called],
    { kind: 'promise', title: `${clockNames[clock.kind]}已超时`, text: `${row.number} ${row.title}，应在${by} 前完成，请尽快办理` },
    about,
  )
  // The end of the whole clock repeats what the state clock reported already, unless that one still runs.
  const said = clock.kind === 'whole' && (stateClock(clocks)?.dueAt ?? now) < now
  if (!said) {
    const label = row.handler_code === null ? null : await staffLabelOf(tx, districtId, row.handler_code, row.grid_code)
    const reminded = [
      label?.publicName ?? (await worksWithoutHandler(tx, districtId, row)),
      ...(called.length > 0 ? [row.anonymous ? '监督员' : '党支部书记'] : []),
    ].join('和')
    await notifyRequester(
      context,
      row,
      {
        kind: 'promise',
        title: '没有按约定时间办好，对不起',
        text: `${row.number} ${row.title}：原定${by} 前${clock.kind === 'acceptance' ? '受理' : clock.kind === 'whole' ? '办完' : '答复您'}，没有做到。已提醒${reminded}`,
      },
      about,
    )
  }
  await notifyRequestSockets(context, row)
}

export const requestJobs: Jobs = { [unratedJob]: job(UnratedJob, closeUnrated) }
