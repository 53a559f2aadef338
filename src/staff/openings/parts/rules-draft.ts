import { ruleFaults } from '@doorstep/contract/openings/rule-faults'
import { OpeningRules } from '@doorstep/contract/openings/rules'
import type { ServiceWay } from '@doorstep/contract/services/words'
import { check, type Checked } from '../../../platform/sending/forms'
import { openingsOf, weeklyOf, type Exception, type Opening } from './openings'

/** Numbers of the rules that are typed into a field. */
export type TypedRule =
  | 'minutes'
  | 'walkInPercent'
  | 'horizonDays'
  | 'maxSeats'
  | 'approvalHours'
  | 'bufferBefore'
  | 'bufferAfter'
  | 'graceMinutes'
  | 'limitDay'
  | 'limitWeek'
  | 'limitMonth'
  | 'people'
  | 'decideHours'

/** The opening rules while they are edited: numbers as typed, empty where there is no limit. */
export interface RulesDraft extends Record<TypedRule, string>, Record<string, unknown> {
  /** Version of the rules the draft began from. */
  version: number
  leadMinutes: number
  cancelMinutes: number
  approval: boolean
  minimum: boolean
  holidays: OpeningRules['holidays']
  openings: Opening[]
  exceptions: Exception[]
}

const limit = (most: number | null) => (most === null ? '' : String(most))

export const draftOf = (rules: OpeningRules, version: number): RulesDraft => ({
  version,
  minutes: String(rules.minutes),
  walkInPercent: String(rules.walkInPercent),
  horizonDays: String(rules.horizonDays),
  maxSeats: String(rules.maxSeats),
  leadMinutes: rules.leadMinutes,
  cancelMinutes: rules.cancelMinutes,
  approval: rules.approval !== null,
  approvalHours: String(rules.approval?.hours ?? 8),
  bufferBefore: String(rules.bufferBefore),
  bufferAfter: String(rules.bufferAfter),
  graceMinutes: String(rules.graceMinutes),
  limitDay: limit(rules.limits.day),
  limitWeek: limit(rules.limits.week),
  limitMonth: limit(rules.limits.month),
  minimum: rules.minimum !== null,
  people: String(rules.minimum?.people ?? 5),
  decideHours: String(rules.minimum?.decideHours ?? 24),
  holidays: rules.holidays,
  openings: openingsOf(rules.weekly),
  exceptions: rules.exceptions,
})

// An empty field is not zero.
const number = (typed: string) => (typed.trim() === '' ? NaN : Number(typed))
const orNone = (typed: string) => (typed.trim() === '' ? null : Number(typed))

/**
 * Returns the rules in the shape of the contract, or their errors by the contract's own paths: `limits.day`, `approval.hours`. Fields the
 * form does not show for a service's way are left out.
 */
export function rulesOf(draft: RulesDraft, way: ServiceWay): Checked<OpeningRules> {
  const checked = check(OpeningRules, written(draft, way))
  const faults = checked.ok ? ruleFaults(checked.value, way) : []
  if (faults.length === 0) return checked
  return { ok: false, errors: Object.fromEntries(faults.map(({ path, hours, says }) => [path.join('.'), `${hours} ${says}`.trim()])) }
}

const written = (draft: RulesDraft, way: ServiceWay) => ({
  minutes: number(draft.minutes),
  bufferBefore: number(draft.bufferBefore),
  bufferAfter: number(draft.bufferAfter),
  walkInPercent: way === 'home' ? 0 : number(draft.walkInPercent),
  leadMinutes: draft.leadMinutes,
  horizonDays: number(draft.horizonDays),
  cancelMinutes: draft.cancelMinutes,
  maxSeats: number(draft.maxSeats),
  limits: { day: orNone(draft.limitDay), week: orNone(draft.limitWeek), month: orNone(draft.limitMonth) },
  approval: draft.approval && way !== 'walkIn' ? { hours: number(draft.approvalHours) } : null,
  minimum: draft.minimum && way === 'slot' ? { people: number(draft.people), decideHours: number(draft.decideHours) } : null,
  graceMinutes: number(draft.graceMinutes),
  holidays: draft.holidays,
  weekly: weeklyOf(draft.openings),
  exceptions: draft.exceptions,
})
