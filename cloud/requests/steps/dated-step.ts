import type { DatedStep } from '@doorstep/contract/requests/views'
import { stepGraceMinutes } from '@doorstep/contract/rules'
import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { jsonInstant } from '../../platform/database/json'
import type { DB } from '../../platform/database/schema'
import { addDays, dayOf, instantOf, minuteMs } from '../../platform/time/calendar'

const moment = v.nullable(jsonInstant)

/** A row of `dated_step` as JSON has it. */
export const StoredStep = v.object({
  id: v.string(),
  kind: v.picklist(['visit', 'until']),
  seq: v.number(),
  due_at: jsonInstant,
  confirmed_at: moment,
  asked_at: moment,
  wanted_at: moment,
  broken_at: moment,
  ended_at: moment,
})
export type StoredStep = v.InferOutput<typeof StoredStep>

const columns = [
  'dated_step.id',
  'dated_step.kind',
  'seq',
  'due_at',
  'confirmed_at',
  'asked_at',
  'wanted_at',
  'broken_at',
  'ended_at',
] as const

const stepsOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  row.selectFrom('dated_step').where('dated_step.district_id', '=', districtId).whereRef('dated_step.request_id', '=', 'request.id')

/** Selects all dated steps of a request, first to last. */
export const allSteps = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonArrayFrom(stepsOf(row, districtId).select(columns).orderBy('seq'))

/** Selects the open step of a request with the words in which it was said. */
export const openStepWithWords = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonObjectFrom(
    stepsOf(row, districtId)
      .where('ended_at', 'is', null)
      .select(columns)
      .select((step) =>
        step
          .selectFrom('request_event as said')
          .where('said.district_id', '=', districtId)
          .whereRef('said.request_id', '=', 'request.id')
          .whereRef('said.seq', '=', 'dated_step.seq')
          .select('said.content')
          .as('content'),
      ),
  )

export const StepWithWords = v.nullable(
  v.object({ ...StoredStep.entries, content: v.nullable(v.object({ text: v.optional(v.string(), '') })) }),
)

/** Returns the step that is open: said, and not yet done, moved or over. */
export const openStep = (steps: readonly StoredStep[]): StoredStep | null => steps.find(({ ended_at: ended }) => ended === null) ?? null

/** Returns until when something has to be said of a step: a while after a visit's time, the whole day on which a wait ends. */
export const brokenAfter = ({ kind, due_at: due }: Pick<StoredStep, 'kind' | 'due_at'>): Date =>
  kind === 'visit' ? new Date(due.getTime() + stepGraceMinutes * minuteMs) : instantOf(addDays(dayOf(due), 1), '00:00')

/** Returns whether a visit is arranged whose time has not passed. */
export const isVisitAhead = (steps: readonly StoredStep[], now: Date): boolean => {
  const step = openStep(steps)
  return step !== null && step.kind === 'visit' && now < step.due_at
}

/** Returns a step as those who may see the request read it. */
export const stepView = (step: StoredStep, reason: string): DatedStep => ({
  kind: step.kind,
  at: step.due_at.toISOString(),
  reason,
  broken: step.broken_at !== null,
  confirmedAt: step.confirmed_at?.toISOString() ?? null,
  asked: step.asked_at === null ? null : { at: step.wanted_at?.toISOString() ?? null },
})
