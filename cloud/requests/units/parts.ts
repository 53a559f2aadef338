import { decideRule } from '@doorstep/contract/rule-words'
import { decideDays } from '@doorstep/contract/rules'
import type { Insertable } from 'kysely'
import { begun, saveClocks, stoppedAt, wasBroken } from '../../clocks/api'
import { insertParts, reasonOf, ruleFor, updatePart, type DirectoryRow, type StoredPart } from '../../dispatch/api'
import { unitAtWork, type UnitFact } from '../../grids/api'
import type { CoreContext } from '../../platform/context/call'
import type { DispatchPart } from '../../platform/database/schema'
import { uuidv7 } from '../../platform/process/ids'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import type { StoredCategory } from '../filing/categories'

/** How a unit gets its part. */
export interface Giving {
  unit: UnitFact
  others: readonly UnitFact[]
  how: StoredPart['how']
  /** The row of the directory; null where somebody chose. */
  row: DirectoryRow | null
  reason: string
  outside: string | null
  by: string | null
}

export type EndedWhy = 'reported' | 'replied' | 'redispatched' | 'withdrawn' | 'human' | 'moved'

export const openLead = ({ parts }: Pick<Case, 'parts'>): StoredPart | undefined =>
  parts.find(({ lead, ended_at }) => lead && ended_at === null)
/** Returns the part of a unit that says it is not its own, while nobody has decided. */
export function undecidedOf(row: Pick<Case, 'parts'>): StoredPart | undefined {
  const lead = openLead(row)
  return lead !== undefined && lead.disputed_at !== null && lead.decided_at === null ? lead : undefined
}
export const openJoining = ({ parts }: Pick<Case, 'parts'>): StoredPart[] =>
  parts.filter(({ lead, ended_at }) => !lead && ended_at === null)

/** Returns what the directory says about a request; null where it says nothing, and for a 举报, which no unit may share. */
export async function directed(
  { tx, districtId, clock }: CoreContext,
  { kind, category_code: category, grid_code: grid, anonymous }: Pick<StoredRequest, 'kind' | 'category_code' | 'grid_code' | 'anonymous'>,
): Promise<Giving | null> {
  const found = anonymous ? null : await ruleFor(tx, districtId, { kind, category, grid }, clock.now())
  if (found === null) return null
  const others = await Promise.all(found.row.others.map((code) => unitAtWork(tx, districtId, code, grid)))
  return {
    unit: found.unit,
    others: others.filter((unit) => unit !== null),
    how: 'directory',
    row: found.row,
    reason: reasonOf(found.row, found.unit),
    outside: null,
    by: null,
  }
}

/** Gives a request to units: the parts of before end, the lead answers for the whole, the others have clocks of their own. */
export async function give(
  context: CoreContext,
  row: Pick<Case, 'id' | 'parts'>,
  category: StoredCategory | null,
  giving: Giving,
): Promise<void> {
  const { tx, districtId, clock } = context
  const { unit, others, how, row: rule, reason, outside, by } = giving
  await endParts(
    context,
    row.parts.filter(({ ended_at }) => ended_at === null),
    how === 'decision' ? 'moved' : 'redispatched',
  )
  const part = (code: string, lead: boolean): Insertable<DispatchPart> & { id: string } => ({
    district_id: districtId,
    id: uuidv7(),
    request_id: row.id,
    unit_code: code,
    lead,
    how,
    rule_code: rule?.code ?? null,
    reason,
    outside: lead ? outside : null,
    by_staff: by,
    at: clock.now(),
  })
  const joining = others.filter(({ code }) => code !== unit.code).map(({ code }) => part(code, false))
  await insertParts(tx, [part(unit.code, true), ...joining])
  const duration = rule?.handling ?? category?.handling
  if (duration === undefined) return
  for (const { id } of joining) {
    const allowance = { id: uuidv7(), durations: [duration], rule: rule?.basis ?? category?.rule ?? '' }
    await saveClocks(context, { kind: 'part', id }, [], [begun('part', allowance, clock.now())])
  }
}

/** Ends parts visibly: their clocks stop, a late one stays late. */
export async function endParts(context: CoreContext, parts: readonly StoredPart[], why: EndedWhy, words?: string): Promise<void> {
  const now = context.clock.now()
  for (const part of parts) {
    const { id, clocks } = part
    await updatePart(context.tx, context.districtId, id, { ended_at: now, ended_why: why, ...(words !== undefined && { words }) })
    await saveClocks(context, { kind: 'part', id }, clocks, stoppedAt(clocks, now))
    await endDeciding(context, part)
  }
}

/** Starts the clock of whoever decides a unit's dispute. */
export const beginDeciding = (context: CoreContext, { id, decision_clocks: before }: StoredPart): Promise<void> => {
  const allowance = { id: uuidv7(), durations: [{ amount: decideDays, unit: 'workingDay' as const }], rule: decideRule }
  return saveClocks(context, { kind: 'dispute', id }, before, [...before, begun('dispute', allowance, context.clock.now())])
}

/** Stops that clock: it was decided, or nothing is to be decided any more. */
export const endDeciding = (context: CoreContext, { id, decision_clocks: clocks }: StoredPart): Promise<void> =>
  saveClocks(context, { kind: 'dispute', id }, clocks, stoppedAt(clocks, context.clock.now()))

export const isLate = ({ clocks }: StoredPart, now: Date): boolean => clocks.some((held) => wasBroken(held, now))
