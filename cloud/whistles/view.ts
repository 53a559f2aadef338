import type { Whistle, WhistleCall } from '@doorstep/contract/whistles/views'
import { unitKindNames } from '@doorstep/contract/units'
import { fileViews } from '../files/api'
import { staffFacts, staffOfUnit, unitsOf } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { requestNumber } from '../requests/api'
import { partiesOf, partiesToCall } from './access'
import { callRunner, isRevealed, whistleRunner } from './guards'
import { titleOf } from './titles'
import { isLate, rowsOf } from './rows'
import { eventsOf, whistleById, type StoredCall, type StoredWhistle } from './whistles-store'

/** Returns a whistle as the caller may read it; throws `notFound` for whoever has no part in it. */
export async function whistleView(acting: Acting, id: string): Promise<Whistle> {
  const { tx, districtId } = acting
  const whistle = await whistleById(tx, districtId, id)
  const as = whistle === null ? [] : partiesOf(acting, whistle)
  if (whistle === null || as.length === 0) throw problem('notFound')
  const [row] = await rowsOf(acting, [whistle])
  if (row === undefined) throw problem('notFound')
  const { by_staff: by, suggested_by: suggester, request_id: requestId, assess_by: until } = whistle
  const staff = await staffFacts(
    tx,
    districtId,
    [by, suggester].flatMap((code) => code ?? []),
  )
  const caller = by === null ? undefined : staff.get(by)
  const actions = await whistleRunner.actionsFor({ whistle, as })
  const calls: WhistleCall[] = []
  for (const call of whistle.calls) calls.push(await callView(acting, whistle, call))
  return {
    ...row,
    caller: caller === undefined ? null : { name: caller.name, phone: caller.phone },
    suggester: suggester === null ? null : (staff.get(suggester)?.name ?? null),
    respondMinutes: whistle.respond_minutes,
    resultDays: whistle.result_days,
    // A unit that is only called knows what it is called for, not which request it is about.
    request: requestId === null || as.every((party) => party === 'unit') ? null : await requestNumber(tx, districtId, requestId),
    calls,
    events: await history(acting, whistle),
    assessBy: until?.toISOString() ?? null,
    as,
    actions,
    callable: actions.includes('approve') || actions.includes('callMore') ? await callableUnits(acting, whistle.grid_code) : [],
  }
}

async function callView(acting: Acting, whistle: StoredWhistle, call: StoredCall): Promise<WhistleCall> {
  const now = acting.clock.now()
  const as = partiesToCall(acting, whistle, call)
  const unit = (await unitsOf(acting.tx, acting.districtId)).get(call.unit_code)
  const revealed = isRevealed(whistle, call, now)
  const shown = as.length > 0 && (revealed || as.includes('street') || as.includes('unit'))
  return {
    id: call.id,
    unit: { code: call.unit_code, name: unit?.name ?? call.unit_code, phone: unit?.phone ?? '' },
    state: call.state,
    respondBy: call.respond_by.toISOString(),
    respondedAt: call.responded_at?.toISOString() ?? null,
    arriveBy: call.arrive_by?.toISOString() ?? null,
    who: call.who,
    arrivedAt: call.arrived_at?.toISOString() ?? null,
    resultBy: call.clocks.find(({ kind }) => kind === 'whistleResult')?.dueAt.toISOString() ?? null,
    overdue: isLate(call, now),
    // Whoever belongs to both sides reads the other's only as everybody does.
    ratedUnit: shown && (revealed || (as.includes('street') && !as.includes('unit'))) ? call.unit_rated : null,
    ratedCall: shown && (revealed || (as.includes('unit') && !as.includes('street'))) ? call.call_rated : null,
    mine: as.includes('unit'),
    actions: await callRunner.actionsFor({ whistle, call, as, now }),
  }
}

async function history(acting: Acting, whistle: StoredWhistle): Promise<Whistle['events']> {
  const { tx, districtId } = acting
  const events = await eventsOf(tx, districtId, whistle.id)
  const staff = await staffFacts(
    tx,
    districtId,
    events.flatMap(({ by_staff: by }) => by ?? []),
  )
  const units = await unitsOf(tx, districtId)
  const files = await fileViews(
    acting,
    events.flatMap((event) => event.files),
  )
  return events.map((event) => ({
    seq: event.seq,
    at: event.at.toISOString(),
    title: titleOf(event.did, {
      who: event.by_staff === null ? '系统' : (staff.get(event.by_staff)?.name ?? '工作人员'),
      unit: event.unit_code === null ? '' : (units.get(event.unit_code)?.name ?? event.unit_code),
    }),
    text: event.text,
    files: event.files.flatMap((id) => files.get(id) ?? []),
  }))
}

/** Returns the units with staff in a grid. */
export async function callableUnits({ tx, districtId }: Acting, gridCode: string): Promise<Whistle['callable']> {
  const found: Whistle['callable'] = []
  for (const { code, name, kind, retired } of (await unitsOf(tx, districtId)).values())
    if (!retired && (await staffOfUnit(tx, districtId, code, gridCode)).length > 0) found.push({ code, name, kind: unitKindNames[kind] })
  return found
}
