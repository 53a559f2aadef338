import { dispatchRoles } from '@doorstep/contract/roles'
import { whistleUnits } from '@doorstep/contract/rules'
import type { Whistle, WhistleForm } from '@doorstep/contract/whistles/views'
import type { Insertable } from 'kysely'
import { buildingRows, gridsInUse, unitAtWork, type UnitFact } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { addToTally } from '../platform/database/tally'
import type { WhistleCall } from '../platform/database/schema'
import { holds } from '../platform/process/actor'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { addDays, dayOf, instantOf } from '../platform/time/calendar'
import { timeMark } from '../platform/time/words'
import { checkRequest, noteOnRequest } from './about-request'
import { maySuggest, streetOf } from './access'
import { begunClock, saveCallClocks } from './call-clocks'
import { record } from './history'
import { aboutWhistle, hint, staffOfCall, tell } from './notify'
import { whistleView } from './view'
import { insertCalls, insertWhistle, lockedWhistle, type StoredWhistle } from './whistles-store'

/** Whistles in a grid of the caller's area; a branch secretary suggests it to the street. */
export async function whistle(acting: Acting, form: WhistleForm): Promise<Whistle> {
  const { tx, districtId, actor, clock } = acting
  const { gridCode, buildingCode, place, purpose, requestId, respondMinutes, resultDays } = form
  const whistles = holds(actor, dispatchRoles, gridCode)
  const grids = await gridsInUse(tx, districtId, [gridCode])
  if (grids.length === 0 || !(whistles || (await maySuggest(acting, gridCode)))) throw problem('notFound')
  if (buildingCode !== undefined && (await buildingRows(tx, districtId, [buildingCode])).get(buildingCode)?.gridCode !== gridCode)
    throw badField('buildingCode', '这栋楼不在这个网格，请重新选')
  if (requestId !== undefined) await checkRequest(acting, requestId, gridCode)
  const units = await unitsNamed(acting, gridCode, form.unitCodes)
  const [id, now, me] = [uuidv7(), clock.now(), actor.staff?.code ?? null]
  await insertWhistle(tx, {
    district_id: districtId,
    id,
    number: await nextNumber(acting),
    state: whistles ? 'open' : 'suggested',
    grid_code: gridCode,
    building_code: buildingCode ?? null,
    place,
    purpose,
    request_id: requestId ?? null,
    asked_units: JSON.stringify(units.map(({ code }) => code)),
    respond_minutes: respondMinutes,
    result_days: resultDays,
    suggested_by: whistles ? null : me,
    by_staff: whistles ? me : null,
    created_at: now,
    called_at: whistles ? now : null,
    last_seq: 0,
  })
  const stored = await lockedWhistle(tx, districtId, id)
  if (stored === null) throw problem('notFound')
  if (whistles) await callUnits(acting, await record(acting, stored, { did: 'whistle', by: me, text: purpose }), units)
  else {
    await record(acting, stored, { did: 'suggest', by: me, text: purpose })
    const said = { kind: 'task' as const, title: '书记建议吹哨，请您定', text: aboutWhistle(stored) }
    await tell(acting, stored, await streetOf(acting, gridCode), said, 'suggest')
  }
  return whistleView(acting, id)
}

/** Returns the units of these codes, each once; throws for one that is retired or has nobody there: nothing waits for nobody. */
export async function unitsNamed({ tx, districtId }: Acting, gridCode: string, codes: readonly string[]): Promise<UnitFact[]> {
  const units: UnitFact[] = []
  for (const code of new Set(codes)) {
    const unit = await unitAtWork(tx, districtId, code, gridCode)
    if (unit === null) throw badField('unitCodes', '有单位已停用，或者没有人负责这一片，请重新选')
    units.push(unit)
  }
  return units
}

/** Calls units to an open whistle: each has its time to answer from now. Whoever filed its request reads who comes. */
export async function callUnits(acting: Acting, called: StoredWhistle, units: readonly UnitFact[]): Promise<void> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const open = called.calls.filter(({ ended_at: ended }) => ended === null)
  const twice = units.find(({ code }) => open.some(({ unit_code: unit }) => unit === code))
  if (twice !== undefined) throw badField('unitCodes', `${twice.name}已经叫过，请选别的单位`)
  if (open.length + units.length > whistleUnits) throw problem('tooManyUnits')
  const calls = units.map(({ code }) => ({
    unit_code: code,
    id: uuidv7(),
    clock: begunClock('whistleRespond', { amount: called.respond_minutes, unit: 'minute' }, now),
  }))
  await insertCalls(
    tx,
    calls.map(({ id, unit_code, clock: { dueAt } }): Insertable<WhistleCall> => ({
      district_id: districtId,
      id,
      whistle_id: called.id,
      unit_code,
      state: 'called',
      called_at: now,
      respond_by: dueAt,
      who: '',
      sent_back: false,
    })),
  )
  for (const call of calls) {
    await saveCallClocks(acting, { id: call.id, clocks: [] }, [call.clock])
    const text = `${aboutWhistle(called)}。请在${timeMark(call.clock.dueAt)} 前回应`
    await tell(acting, called, await staffOfCall(acting, called, call), { kind: 'task', title: '吹哨：请到现场', text }, `call:${call.id}`)
  }
  await hint(acting, called, calls)
  await noteOnRequest(
    acting,
    called,
    'whistled',
    units.map(({ name }) => name),
  )
}

/** Returns the number of the district's next whistle: `哨-261123-07`, day in +08:00, count. */
async function nextNumber({ tx, districtId, clock }: Acting): Promise<string> {
  const now = clock.now()
  const day = dayOf(now)
  const counted = { districtId, kind: 'whistle', subject: day }
  const { count } = await addToTally(tx, counted, now, instantOf(addDays(day, 2), '00:00'))
  return `哨-${day.slice(2).replaceAll('-', '')}-${String(count).padStart(2, '0')}`
}
