import type { requestMachine } from '@doorstep/contract/requests/machine'
import type * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { lockedCase, type Case } from '../case/case-store'
import { notifyRequestSockets, notifyWorkers } from '../case/notify'
import { appendNote } from '../case/transitions'
import { staffByline } from '../people/people'
import { endParts } from '../units/parts'
import { lockInOrder, originIdOf } from './merge-store'

type Body = v.InferOutput<typeof requestMachine.unsplit.body>

/** Locks a request and what it was cut out of in one order, before either is read. */
export async function lockWithOrigin({ tx, districtId }: Acting, id: string): Promise<void> {
  const origin = await originIdOf(tx, districtId, id)
  await lockInOrder(tx, districtId, origin === null ? [id] : [id, origin])
}

/** 撤回拆分: takes back what was cut out of a request by mistake. That one goes on with it, says so, and whoever works on it is told. */
export async function unsplit({ acting, row }: { acting: Acting; row: Case }, { reason }: Body) {
  const { tx, districtId, clock } = acting
  const origin = row.split_from === null ? null : await lockedCase(tx, districtId, row.split_from)
  if (origin === null) throw problem('notNow')
  const by = await staffByline(acting, row.grid_code)
  const from = row.anonymous ? '' : row.number
  const noted = await appendNote(acting, origin, { did: 'tookBack', by, content: { from, text: reason } })
  if (origin.handler_code !== by.staff || by.staff === null) {
    const text = `${origin.number} ${origin.title}：请连同分出去的“${row.title}”一起办`
    await notifyWorkers(acting, noted, { kind: 'task', title: '分出去的一件收回来了', text }, `tookBack:${row.id}`)
  }
  await notifyRequestSockets(acting, noted)
  await endParts(
    acting,
    row.parts.filter(({ ended_at: ended }) => ended === null),
    'withdrawn',
  )
  return { content: { text: reason }, text: reason, changes: { unsplit_at: clock.now() } }
}
