import { spotCheckOneIn } from '@doorstep/contract/rules'
import type { RequestDetail, StaffFiling } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import { oweCall } from '../case/calls'
import type { Case } from '../case/case-store'
import { notifyTransition } from '../case/notify'
import { transitionRequest } from '../case/transitions'
import { caseAccessOf } from '../people/access'
import { detailOf } from '../reading/detail'
import { attach } from './attachments'
import { fileRequest, type Entry } from './file'

type Form = InferOutput<typeof StaffFiling>

/**
 * Types in what staff were told or found, once: it goes on to whoever handles it, or is closed on the spot with what was done. When it
 * happened is kept beside when it was entered, and its clocks begin then.
 */
export async function enterRequest(acting: Acting, form: Form): Promise<RequestDetail> {
  const { done, outside, channel, happenedAt, ...filed } = form
  const now = acting.clock.now()
  const happened = happenedAt === undefined ? now : new Date(happenedAt)
  if (happened > now) throw badField('happenedAt', '发生的时间不能在以后')
  if ((channel === 'phone' || channel === 'counter') && form.onBehalf === undefined && form.asOrganisation === undefined)
    throw badField('onBehalf.name', '请写是谁说的')
  if (channel === 'hotline' && outside === undefined) throw badField('outside.number', '请写来件的编号')
  // How a 举报 came in could tell who gave it; only a sheet of 12345 says no more than its number.
  const secret = form.kind === 'report' && channel !== 'hotline'
  const entry: Entry = {
    channel: secret ? 'app' : channel,
    happenedAt: happened,
    outside: outside === undefined ? null : { number: outside.number, dueAt: outside.dueAt === undefined ? null : new Date(outside.dueAt) },
  }
  const row = await fileRequest(acting, filed, entry)
  return detailOf(acting, done === undefined ? row : await closedOnTheSpot(acting, row, done))
}

/** Closes a case that its filer has done already, with the photo or the words that show it; some are looked at by somebody else. */
async function closedOnTheSpot(acting: Acting, row: Case, done: NonNullable<Form['done']>): Promise<Case> {
  const { as } = await caseAccessOf(acting, row)
  const code = acting.actor.staff?.code ?? null
  const [event] = row.events
  const by = { name: event?.by_name ?? '工作人员', account: acting.actor.accountId, staff: code }
  const files = await attach(acting, row.id, done.fileIds)
  const after = await transitionRequest(acting, row, {
    action: 'selfClose',
    as,
    form: done,
    by,
    content: { text: done.text },
    files,
    changes: { handler_code: code, outcome: 'solved', to_check: isSpotChecked(event?.hash ?? '') },
  })
  await notifyTransition(acting, { action: 'selfClose', before: row, after, by, text: done.text })
  return oweCall(acting, { action: 'selfClose', after, text: done.text })
}

/** Returns whether a case is checked by somebody else: by the hash of its first event, which nobody can choose and everybody can verify. */
export const isSpotChecked = (hash: string): boolean => Number.parseInt(hash.slice(0, 8), 16) % spotCheckOneIn === 0
