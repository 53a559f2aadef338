import type { requestMachine } from '@doorstep/contract/requests/machine'
import type * as v from 'valibot'
import { isDutyOf, updatePart } from '../../dispatch/api'
import { unitAtWork, type UnitFact } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { unitsOfActor } from '../../platform/process/actor'
import { badField, problem } from '../../platform/process/problem'
import type { Case } from '../case/case-store'
import { categoryByCode } from '../filing/categories'
import { dispatchersOf, reviewersOf } from '../people/people'
import { beginDeciding, endDeciding, endParts, give, openJoining, openLead } from './parts'

type Body<A extends keyof typeof requestMachine> = (typeof requestMachine)[A] extends { body: infer B extends v.GenericSchema }
  ? v.InferOutput<B>
  : never
interface Input {
  acting: Acting
  row: Case
}
const byCaller = ({ actor }: Acting) => actor.staff?.code ?? null

async function unitNamed({ acting: { tx, districtId }, row }: Input, code: string, field: string): Promise<UnitFact> {
  const unit = await unitAtWork(tx, districtId, code, row.grid_code)
  if (unit === null) throw badField(field, '这个单位已停用，或者没有人负责这一片，请换一个')
  return unit
}

// Why is said in the parts, for the staff; the timeline, which is the resident's too, says who has it.

/** Gives a request to the units that a dispatcher names; outside the duties (职责清单) of the lead only with the reason, which is kept. */
export async function dispatch(input: Input, { unitCode, joining, reason, outside }: Body<'dispatch'>) {
  const { acting, row } = input
  const { tx, districtId, clock } = acting
  const unit = await unitNamed(input, unitCode, 'unitCode')
  const others: UnitFact[] = []
  for (const code of new Set(joining)) others.push(await unitNamed(input, code, 'joining'))
  const category = await categoryByCode(tx, districtId, row.category_code)
  const matter = { kind: row.kind, category: row.category_code, grid: row.grid_code }
  const isDuty = await isDutyOf(tx, districtId, unitCode, matter, category?.department_code ?? null, clock.now())
  if (!isDuty && outside === undefined) throw badField('outside', `这件事不在${unit.name}的职责清单里，请写明为什么交给它`)
  const why = isDuty ? null : (outside ?? null)
  await give(acting, row, category, { unit, others, how: 'staff', row: null, reason, outside: why, by: byCaller(acting) })
  const names = others.map(({ name }) => name).join('、')
  return {
    content: { to: unit.name, ...(names !== '' && { joining: names }) },
    text: reason,
    changes: { unit_code: unit.code, handler_code: null },
  }
}

/** 转人工: ends what the directory gave, and puts it into the hands of somebody who dispatches. */
export async function toHuman({ acting, row }: Input, { reason }: Body<'toHuman'>) {
  await endParts(acting, openJoining(row), 'human')
  const lead = openLead(row)
  if (lead !== undefined) await endParts(acting, [lead], 'human', reason)
  const [first = null] = await dispatchersOf(acting.tx, acting.districtId, row.grid_code)
  return { content: {}, text: reason, changes: { unit_code: null, handler_code: first } }
}

/** 交办异议: a unit says that a request is not its own. One reviewer, who did not give it to them, decides. */
export async function dispute({ acting, row }: Input, { reason }: Body<'dispute'>) {
  const lead = openLead(row)
  if (lead === undefined) throw problem('notDispatched')
  const [reviewer = null] = await reviewersOf(acting, row)
  await updatePart(acting.tx, acting.districtId, lead.id, {
    disputed_at: acting.clock.now(),
    disputed_by: byCaller(acting),
    dispute_reason: reason,
    reviewer_code: reviewer,
  })
  await beginDeciding(acting, lead)
  return { content: {}, text: reason }
}

/** Decides a dispute: the unit named has it by this decision, and cannot return it. */
export async function decide(input: Input, { unitCode, reason }: Body<'decide'>) {
  const { acting, row } = input
  const lead = openLead(row)
  if (lead === undefined) throw problem('notDispatched')
  const unit = await unitNamed(input, unitCode, 'unitCode')
  const kept = unit.code === lead.unit_code
  await updatePart(acting.tx, acting.districtId, lead.id, {
    decided_at: acting.clock.now(),
    decision: kept ? 'kept' : 'moved',
    decision_reason: reason,
    ...(kept && { how: 'decision' }),
  })
  await endDeciding(acting, lead)
  if (kept) return { content: { to: unit.name }, text: reason }
  const category = await categoryByCode(acting.tx, acting.districtId, row.category_code)
  await give(acting, row, category, { unit, others: [], how: 'decision', row: null, reason, outside: null, by: byCaller(acting) })
  return { content: { to: unit.name }, text: reason, changes: { unit_code: unit.code, handler_code: null } }
}

/** 回报: a unit that joins in says what it did. */
export async function report({ acting, row }: Input, { text }: Body<'report'>) {
  const mine = unitsOfActor(acting.actor).map(({ code }) => code)
  const open = openJoining(row).filter(({ unit_code: unit }) => mine.includes(unit))
  await endParts(acting, open, 'reported', text)
  return { content: {}, text }
}

/** Ends the part of a unit that joins in. */
export async function endPart({ acting, row }: Input, { partId, reason }: Body<'endPart'>) {
  const part = openJoining(row).find(({ id }) => id === partId)
  if (part === undefined) throw problem('notNow')
  await endParts(acting, [part], 'withdrawn', reason)
  const unit = await unitAtWork(acting.tx, acting.districtId, part.unit_code, row.grid_code)
  return { content: { to: unit?.name ?? part.unit_code }, text: reason }
}
