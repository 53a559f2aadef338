import { clockNames } from '@doorstep/contract/requests/case'
import { ringsAgainDays, streetAfterDays, supervisorAfterDays } from '@doorstep/contract/rules'
import { isRunning, ringAgain, wasBroken, type Ring } from '../../clocks/api'
import type { JobContext } from '../../platform/context/call'
import { timeMark } from '../../platform/time/words'
import { lockedCase, type Case } from '../case/case-store'
import { notifyRequester, notifyRequestSockets, notifyStaff, notifyWorkers, workingOn } from '../case/notify'
import { bySystem } from '../case/timeline'
import { appendNote } from '../case/transitions'
import { unansweredOrder } from '../orders/orders-store'
import { orderOfRung } from '../orders/rings'
import { tellFollowersOfDelay } from '../following/tell'
import { notWithTheAbsent } from '../leave/while-away'
import { escalatedTo, staffLabelOf, streetOf, supervisorsOf, unitHeadsOf, worksWithoutHandler } from '../people/people'
import { stateClock, type CaseClock } from './case-clocks'

/** Handles a ring of a request's clock. Does nothing when the clock has stopped, is paused in time, or ends at another time by now. */
export async function onRing(context: JobContext, { ownerId: requestId, clockId, what, dueAt, until, step }: Ring): Promise<void> {
  const { tx, districtId } = context
  const now = context.clock.now()
  if (until !== undefined && now.toISOString() >= until) return
  const found = await lockedCase(tx, districtId, requestId)
  const clock = found?.clocks.find((held) => held.id === clockId)
  if (found === null || clock === undefined || clock.stoppedAt !== null || clock.dueAt.toISOString() !== dueAt) return
  if (what === 'half' || what === 'warn') {
    if (!isRunning(clock) || isCovered(found, clock)) return
    await warn(context, what === 'half' ? found : await notWithTheAbsent(context, found, clock.dueAt), clock, what)
    return
  }
  if (!wasBroken(clock, now)) return
  const row = await notWithTheAbsent(context, found, clock.dueAt)
  if (what === 'missed') await missed(context, row, clock)
  // The whole clock rings on where no other does.
  else if (!repeats(row, clock, now) && !isCovered(row, clock)) await climb(context, row, clock, step)
  if (!repeats(row, clock, now) && !isCovered(row, clock)) await planStep(context, row, clock, what === 'missed' ? 1 : step + 1)
}

/** Returns whether a whole clock only repeats what the clock of the state has rung for. */
const repeats = ({ clocks }: Case, { kind }: CaseClock, now: Date) => kind === 'whole' && (stateClock(clocks)?.dueAt ?? now) < now

/** Returns whether the request it was merged into rings for it: that one ends no later, or is late already. */
const isCovered = ({ merge }: Case, { dueAt }: CaseClock) =>
  merge !== null && (merge.late_since !== null || (merge.promised_at !== null && !merge.promise_paused && merge.promised_at <= dueAt))

async function warn(context: JobContext, row: Case, clock: CaseClock, what: 'half' | 'warn'): Promise<void> {
  // Half of the whole time is nobody's next step: the clock of the state says when to act.
  if (what === 'half' && clock.kind === 'whole') return
  const name = clockNames[clock.kind]
  const title = what === 'half' ? `${name}时限过了一半` : `${name}时限快到了`
  const said = { kind: 'promise' as const, title, text: `${row.number} ${row.title}，${timeMark(clock.dueAt)} 到期` }
  await notifyWorkers(context, row, said, aboutRing(what, clock))
  await note(context, row, clock, title)
}

/** What a ring is about: the clock and its end. One that was extended and is over again rings again. */
const aboutRing = (what: string, { id, dueAt }: CaseClock) => `${what}:${id}:${dueAt.toISOString()}`

/** Writes into the timeline, for the staff alone, that a clock rang and who was told. */
const note = (context: JobContext, row: Case, clock: CaseClock, text: string) =>
  appendNote(context, row, { did: 'rang', by: bySystem, content: { text, clock: clock.kind } }, { quiet: true })

/** 超时: notifies the requester, the handler, the head of its unit and the branch secretary, who joins the team from now on; of a 举报 the supervisor. */
async function missed(context: JobContext, row: Case, clock: CaseClock): Promise<void> {
  const { tx, districtId } = context
  const by = timeMark(clock.dueAt)
  const about = aboutRing('missed', clock)
  const [called, heads] = [await escalatedTo(tx, districtId, row), await unitHeadsOf(tx, districtId, row)]
  const title = `${clockNames[clock.kind]}已超时`
  const covered = isCovered(row, clock)
  if (!covered)
    await notifyStaff(
      context,
      row,
      [...(await workingOn(context, row)), ...heads, ...called],
      { kind: 'promise', title, text: `${row.number} ${row.title}，应在${by} 前完成，请尽快办理` },
      about,
    )
  const others = called.length > 0 ? [row.anonymous ? '监督员' : '党支部书记'] : []
  if (!covered)
    await note(context, row, clock, `${title}，已提醒${['办理人', ...(heads.length > 0 ? ['单位负责人'] : []), ...others].join('、')}`)
  // The end of the whole clock repeats what the clock of the state reported already; what began late was said to be late when it began.
  if (!repeats(row, clock, context.clock.now()) && clock.startedAt < clock.dueAt) {
    await tellFollowersOfDelay(context, row, clock.dueAt)
    const held = row.merge === null ? row.handler_code : row.merge.handler_code
    const label = held === null ? null : await staffLabelOf(tx, districtId, held, row.grid_code)
    const reminded = [label?.publicName ?? (await worksWithoutHandler(tx, districtId, row)), ...others].join('和')
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

/**
 * The ladder above the branch secretary, by step, with the working days after which each follows the one before; the last is repeated for as
 * long as nothing is done. Never silent at the top, and never daily noise.
 */
const ladder = [
  { after: streetAfterDays, who: 'street', title: '诉求超时，请街道督促' },
  { after: supervisorAfterDays - streetAfterDays, who: 'supervisor', title: '督办：诉求超时没有办好' },
  { after: ringsAgainDays, who: 'all', title: '督办：诉求仍然没有办好' },
] as const
const rungOf = (step: number) => ladder[Math.min(step, ladder.length) - 1] ?? ladder[0]
const rungNames = { street: '街道', supervisor: '区监督员', all: '办理人、街道和区监督员' } as const

/** Plans the ring of the next step. */
const planStep = (context: JobContext, { id }: Case, clock: CaseClock, step: number) =>
  ringAgain(context, { kind: 'request', id }, clock, { step, after: rungOf(step).after })

/**
 * Tells the next step of the ladder. A district that has nobody there goes on to the step above at once. Where it reaches the supervisor an
 * order (督办) is issued.
 */
async function climb(context: JobContext, before: Case, clock: CaseClock, step: number): Promise<void> {
  const { tx, districtId } = context
  const { who, title } = rungOf(step)
  const street = await streetOf(tx, districtId, before)
  const row = who === 'street' && street.length > 0 ? before : await orderOfRung(context, before, clock)
  const supervisors = await supervisorsOf(tx, districtId, row)
  const all = [...(await workingOn(context, row)), ...(await escalatedTo(tx, districtId, row)), ...street, ...supervisors]
  const told = { street: street.length > 0 ? street : supervisors, supervisor: supervisors, all }[who]
  const silent = who === 'all' && unansweredOrder(row) !== undefined ? '，督办还没有人回应' : ''
  const text = `${row.number} ${row.title}，${clockNames[clock.kind]}应在${timeMark(clock.dueAt)} 前完成${silent}`
  await notifyStaff(context, row, told, { kind: 'promise', title, text }, aboutRing(`again${step}`, clock))
  await note(context, row, clock, `仍然超时，已提醒${rungNames[who]}`)
}
