import { requestMachine } from '@doorstep/contract/requests/machine'
import { ringsAgainDays, streetAfterDays } from '@doorstep/contract/rules'
import { reckonedAgain, ringAgain, saveClocks, type Clock, type Ring } from '../../clocks/api'
import { requestOfPart, type StoredPart } from '../../dispatch/api'
import { staffOfUnit, unitsOf } from '../../grids/api'
import type { JobContext } from '../../platform/context/call'
import { lockedCase, type Case } from '../case/case-store'
import { workingOn } from '../case/notify'
import { ringing, sayRing, stepOf } from '../deadlines/ringing'
import { decidersOf, streetOf, supervisorsOf, unitHeadsOf } from '../people/people'

interface Found {
  row: Case
  part: StoredPart
}

/** Returns an open part of a request that is not over, locked; null when there is none any more. */
async function lockedPart({ tx, districtId }: JobContext, partId: string): Promise<Found | null> {
  const id = await requestOfPart(tx, districtId, partId)
  const row = id === null ? null : await lockedCase(tx, districtId, id)
  const part = row?.parts.find((one) => one.id === partId)
  return row === null || row.closed_at !== null || part === undefined || part.ended_at !== null ? null : { row, part }
}

/** Working days from a step to the next: the first above is asked on the next one, and all again and again. */
const after = (step: number) => (step === 0 ? streetAfterDays : ringsAgainDays)

const joins = { half: '协办时限过半', warn: '协办时限快到了', missed: '协办超时了', again: '协办还没有回报' } as const

/**
 * Rings for a unit that joins in: its staff at half and at four fifths; at the end its head and those who lead as well, who answer for the
 * whole; then the street, and again and again.
 */
export async function onPartRing(context: JobContext, ring: Ring): Promise<void> {
  const { tx, districtId } = context
  const found = await lockedPart(context, ring.ownerId)
  const clock = found === null ? undefined : ringing(found.part.clocks, ring, context.clock.now())
  if (found === null || clock === undefined) return
  const { row, part } = found
  const unit = (await unitsOf(tx, districtId)).get(part.unit_code)?.name ?? part.unit_code
  const joining = await staffOfUnit(tx, districtId, part.unit_code, row.grid_code)
  const late = ring.what === 'missed' || ring.what === 'again'
  const above = late ? [...(await unitHeadsOf(tx, districtId, row, part.unit_code)), ...(await workingOn(context, row))] : []
  const street = ring.what === 'again' ? await streetOf(tx, districtId, row) : []
  const told = [unit, ...(late ? ['主办单位'] : []), ...(street.length > 0 ? ['街道'] : [])].join('、')
  await sayRing(context, row, clock, ring, {
    codes: [...joining, ...above, ...street],
    title: joins[ring.what],
    noted: `${joins[ring.what]}，已提醒${told}`,
  })
  if (!late) return
  await ringAgain(context, { kind: 'part', id: part.id }, clock, { step: stepOf(ring) + 1, after: after(stepOf(ring)) })
}

const decides = { warn: '交办异议快到时限了', missed: '交办异议超时了', again: '交办异议还没有定下来' } as const

/**
 * Rings for whoever decides a dispute: the reviewer, or who may instead of them, at four fifths and at the end; then supervisors and street,
 * and again and again. What was answered meanwhile is decided when it is worked on again.
 */
export async function onDisputeRing(context: JobContext, ring: Ring): Promise<void> {
  const { tx, districtId } = context
  const { what } = ring
  const found = await lockedPart(context, ring.ownerId)
  const clock = found === null ? undefined : ringing(found.part.decision_clocks, ring, context.clock.now())
  if (what === 'half' || found === null || clock === undefined) return
  const { row, part } = found
  if (requestMachine.decide.from.some((state) => state === row.state)) {
    const deciders = await decidersOf(context, row, part.reviewer_code)
    const above = what === 'again' ? [...(await supervisorsOf(tx, districtId, row)), ...(await streetOf(tx, districtId, row))] : []
    const told = what === 'again' ? '复核人、监督员和街道' : '复核人'
    await sayRing(context, row, clock, ring, {
      codes: [...deciders, ...above],
      title: decides[what],
      noted: `${decides[what]}，已提醒${told}`,
    })
  }
  if (what === 'warn') return
  await ringAgain(context, { kind: 'dispute', id: part.id }, clock, { step: stepOf(ring) + 1, after: after(stepOf(ring)) })
}

/** Reckons the time of a unit that joins in again, by a calendar that was published since. */
export async function onPartReckon(context: JobContext, partId: string): Promise<void> {
  const found = await lockedPart(context, partId)
  if (found !== null) await reckon(context, { kind: 'part', id: partId }, found.part.clocks)
}

/** The same for the time in which a dispute is decided. */
export async function onDisputeReckon(context: JobContext, partId: string): Promise<void> {
  const found = await lockedPart(context, partId)
  if (found !== null) await reckon(context, { kind: 'dispute', id: partId }, found.part.decision_clocks)
}

function reckon(context: JobContext, owner: Parameters<typeof saveClocks>[1], clocks: readonly Clock[]): Promise<void> {
  const now = context.clock.now()
  return saveClocks(
    context,
    owner,
    clocks,
    clocks.map((held) => reckonedAgain(held, now)),
  )
}
