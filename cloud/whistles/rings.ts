import { ringsAgainDays, streetAfterDays, whistleStreetMinutes } from '@doorstep/contract/rules'
import { supervisingRoles } from '@doorstep/contract/roles'
import { callClockNames } from '@doorstep/contract/whistles/words'
import { deskAfter, isRunning, reckonedAgain, ringAgainAt, wasBroken, type Ring } from '../clocks/api'
import { staffWith } from '../grids/api'
import type { JobContext } from '../platform/context/call'
import { minuteMs } from '../platform/time/calendar'
import { timeMark } from '../platform/time/words'
import { callersOf, headsAmong, streetOf } from './access'
import { saveCallClocks, type CallClockRow } from './call-clocks'
import { record } from './history'
import { aboutWhistle, staffOfCall, tell, unitName } from './notify'
import { lockedWhistle, whistleOfCall, type StoredCall, type StoredWhistle } from './whistles-store'

interface Found {
  whistle: StoredWhistle
  call: StoredCall
}

/** Returns a unit's call with its whistle, locked; null once the whistle is over. */
async function lockedCall({ tx, districtId }: JobContext, callId: string): Promise<Found | null> {
  const id = await whistleOfCall(tx, districtId, callId)
  const whistle = id === null ? null : await lockedWhistle(tx, districtId, id)
  const call = whistle?.calls.find((one) => one.id === callId)
  return whistle === null || call === undefined || whistle.state !== 'open' ? null : { whistle, call }
}

/**
 * Handles a ring of the clock of a unit's call: its staff are reminded, at its end their head and whoever whistled hear of it, then the whole
 * street, then the supervisors, and all of them again for as long as nothing is done.
 */
export async function onCallRing(context: JobContext, { ownerId, clockId, what, dueAt, until, step }: Ring): Promise<void> {
  const now = context.clock.now()
  if (until !== undefined && now.toISOString() >= until) return
  const found = await lockedCall(context, ownerId)
  const clock = found?.call.clocks.find((held) => held.id === clockId)
  if (found === null || clock === undefined || !isRunning(clock) || clock.dueAt.toISOString() !== dueAt) return
  if (what === 'half' || what === 'warn') return remind(context, found, clock, what)
  if (!wasBroken(clock, now)) return
  const rung = what === 'missed' ? 0 : step
  await climb(context, found, clock, rung)
  await ringAgainAt(context, { kind: 'whistleCall', id: ownerId }, clock, { step: rung + 1, at: nextAt(now, rung + 1) })
}

async function remind(context: JobContext, { whistle, call }: Found, clock: CallClockRow, what: 'half' | 'warn'): Promise<void> {
  const title = `吹哨的${callClockNames[clock.kind]}时间${what === 'half' ? '过了一半' : '快到了'}`
  const said = { kind: 'promise' as const, title, text: `${aboutWhistle(whistle)}，${timeMark(clock.dueAt)} 到期` }
  await tell(context, whistle, await staffOfCall(context, whistle, call), said, about(what, clock))
}

/** What a ring is about: the clock and its end, so that one with another end rings anew. */
const about = (what: string, { id, dueAt }: CallClockRow) => `${what}:${id}:${dueAt.toISOString()}`

/** Returns when a step of the ladder follows the one before: the street soon, all above in the morning of a working day. */
function nextAt(now: Date, step: number): Date {
  if (step === 1) return new Date(now.getTime() + whistleStreetMinutes * minuteMs)
  return deskAfter(now, step === 2 ? streetAfterDays : ringsAgainDays)
}

/** Tells a step of the ladder. Where nobody is left in the unit, or above it, the next one up hears of it at once. */
async function climb(context: JobContext, { whistle, call }: Found, clock: CallClockRow, step: number): Promise<void> {
  const { tx, districtId } = context
  const unit = await staffOfCall(context, whistle, call)
  const near = [...unit, ...(await headsAmong(context, unit)), ...(await callersOf(context, whistle))]
  const street = await streetOf(context, whistle.grid_code)
  const supervisors = await staffWith(tx, districtId, supervisingRoles, whistle.grid_code)
  const codes =
    step === 0
      ? near
      : step === 1
        ? [...street, ...(street.length === 0 ? supervisors : [])]
        : step === 2
          ? [...supervisors, ...(supervisors.length === 0 ? street : [])]
          : [...near, ...street, ...supervisors]
  const name = await unitName(context, call.unit_code)
  const what = callClockNames[clock.kind]
  const title = step === 0 ? `吹哨的${what}时间过了：${name}` : step === 1 ? `${name}还没有${what}，请督促` : `督办：${name}还没有${what}`
  const text = `${aboutWhistle(whistle)}，应在${timeMark(clock.dueAt)} 前${what}`
  await tell(context, whistle, codes, { kind: 'promise', title, text }, about(`over${step}`, clock))
  await record(context, whistle, { did: 'rang', by: null, unit: call.unit_code, text: title })
}

/** Reckons the times of a unit's call again, by a calendar that was published since. */
export async function onCallReckon(context: JobContext, callId: string): Promise<void> {
  const found = await lockedCall(context, callId)
  if (found === null) return
  const now = context.clock.now()
  await saveCallClocks(
    context,
    found.call,
    found.call.clocks.map((held) => reckonedAgain(held, now)),
  )
}
