import type { RequestState } from '@doorstep/contract/requests/case'
import type { RequestAction } from '@doorstep/contract/requests/machine'
import { statesThatWaitFor } from '@doorstep/contract/requests/words'
import type { Insertable, Updateable } from 'kysely'
import type { CoreContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import type { DatedStep } from '../../platform/database/schema'
import { enqueue } from '../../platform/jobs/outbox'
import { uuidv7 } from '../../platform/process/ids'
import type { Case } from '../case/case-store'
import { brokenAfter, openStep, type StoredStep } from './dated-step'

interface StepForm {
  visitAt?: string | undefined
  until?: string | undefined
  wantedAt?: string | undefined
}

/** An action that was taken: whether the requester took it, and the body of its call. */
interface Taken {
  action: RequestAction
  byRequester: boolean
  form: object
}

/** States in which a dated step may stand: in every other nobody is owed it any more. */
const standsIn: readonly RequestState[] = [...statesThatWaitFor('work'), ...statesThatWaitFor('resident')]

/**
 * Keeps a request's dated step after an action: `handle` with a time arranges one, in place of the one before; words of staff once its time
 * has come end it; the requester confirms a visit or asks to move it. Returns the request with its steps as they are now.
 */
export async function keepStep(context: CoreContext, after: Case, { action, byRequester, form: body }: Taken): Promise<Case> {
  const form: StepForm = body
  const now = context.clock.now()
  const open = openStep(after.steps)
  const at = action === 'handle' ? (form.visitAt ?? form.until) : undefined
  const came = open !== null && !byRequester && (action === 'handle' || action === 'comment') && now >= open.due_at
  const over = open !== null && (at !== undefined || came || !standsIn.includes(after.state))
  let steps = over ? await changed(context, after.steps, open, { ended_at: now }) : after.steps
  if (at !== undefined) steps = [...steps, await arranged(context, after, form.visitAt === undefined ? 'until' : 'visit', new Date(at))]
  if (open !== null && action === 'confirmVisit')
    steps = await changed(context, steps, open, { confirmed_at: now, asked_at: null, wanted_at: null })
  if (open !== null && action === 'moveVisit') {
    const wanted = form.wantedAt === undefined ? null : new Date(form.wantedAt)
    steps = await changed(context, steps, open, { confirmed_at: null, asked_at: now, wanted_at: wanted })
  }
  return steps === after.steps ? after : { ...after, steps }
}

type Change = Pick<Updateable<DatedStep>, 'ended_at' | 'broken_at' | 'confirmed_at' | 'asked_at' | 'wanted_at'>

export async function changed(
  { tx, districtId }: CoreContext,
  steps: readonly StoredStep[],
  step: StoredStep,
  change: Change,
): Promise<StoredStep[]> {
  await updateStep(tx, districtId, step.id, change)
  return steps.map((one) => (one.id === step.id ? ({ ...one, ...change } as StoredStep) : one))
}

const updateStep = (tx: Tx, districtId: number, id: string, change: Change) =>
  tx.updateTable('dated_step').where('district_id', '=', districtId).where('id', '=', id).set(change).execute()

export const stepJob = 'requests.step'

/** Stores a step said in the last event of a request, and schedules its time and the end of the wait for it. */
async function arranged({ tx, districtId }: CoreContext, row: Case, kind: StoredStep['kind'], dueAt: Date): Promise<StoredStep> {
  const step = { id: uuidv7(), kind, seq: row.last_seq, due_at: dueAt }
  await tx
    .insertInto('dated_step')
    .values({ district_id: districtId, request_id: row.id, ...step } satisfies Insertable<DatedStep>)
    .execute()
  const plan = (what: 'due' | 'broken', at: Date) =>
    enqueue(tx, { districtId, kind: stepJob, key: `${step.id}:${what}`, payload: { requestId: row.id, stepId: step.id, what }, dueAt: at })
  await plan('due', dueAt)
  await plan('broken', new Date(brokenAfter(step).getTime() + 1))
  return { ...step, confirmed_at: null, asked_at: null, wanted_at: null, broken_at: null, ended_at: null }
}
