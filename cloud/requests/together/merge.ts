import type { CaseParty, RequestState } from '@doorstep/contract/requests/case'
import type { requestMachine } from '@doorstep/contract/requests/machine'
import { statesThatWaitFor } from '@doorstep/contract/requests/words'
import { mergeLevels } from '@doorstep/contract/rules'
import type * as v from 'valibot'
import { isRunning, saveClocks } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { lockedCase, type Case } from '../case/case-store'
import { updateRequest } from '../case/requests-store'
import { appendNote, promiseOf } from '../case/transitions'
import { answerClock, dueBy, lateSince } from '../deadlines/case-clocks'
import { caseAccessOf } from '../people/access'
import { staffByline } from '../people/people'
import { follow } from './following'
import { hasLevels, insertMerge, lockInOrder, target } from './merge-store'

type Body = v.InferOutput<typeof requestMachine.merge.body>

const takesIn: readonly RequestState[] = (['acceptance', 'resident', 'work'] as const).flatMap(statesThatWaitFor)
const works: readonly CaseParty[] = ['handler', 'team', 'dispatcher']

const unknown = () => badField('number', '没有找到这个编号，请核对；只能并入您也能办的诉求')

/** Returns the request that is named, or the one it was merged into itself; null when there is none. */
async function rootOf({ tx, districtId }: Acting, { number, mainId: id }: Body): Promise<string | null> {
  if (number === undefined && id === undefined) throw badField('number', '请写要并入的那一件的编号')
  let found = await target(tx, districtId, { id, number })
  while (found !== null && found.merged_into !== null) found = await target(tx, districtId, { id: found.merged_into })
  return found?.id ?? null
}

/** Locks both requests of a merge in one order, before either is read; what is wrong with the number is said once the request is known. */
export async function lockPair(acting: Acting, id: string, body: Body): Promise<void> {
  const root = body.number === undefined && body.mainId === undefined ? null : await rootOf(acting, body)
  await lockInOrder(acting.tx, acting.districtId, root === null ? [id] : [id, root])
}

/** Returns the request to merge into, locked. One that the caller may not work on, and any 举报, answers as if it were not there. */
async function mainFor(acting: Acting, row: Case, body: Body): Promise<Case> {
  const root = await rootOf(acting, body)
  if (root === row.id) throw problem('mergeCircle')
  const main = root === null ? null : await lockedCase(acting.tx, acting.districtId, root)
  if (main === null || main.anonymous) throw unknown()
  const { as } = await caseAccessOf(acting, main)
  if (!as.some((party) => works.includes(party))) throw unknown()
  // Somebody merged it after it was found.
  if (main.merged_into !== null) throw problem(main.merged_into === row.id ? 'mergeCircle' : 'notNow')
  if (!takesIn.includes(main.state)) throw problem('mergeClosed')
  if (row.children.length > 0 && (await hasLevels(acting.tx, acting.districtId, row.id, mergeLevels))) throw problem('mergeTooDeep')
  if (main.handler_code !== null && row.excluded_handlers.includes(main.handler_code))
    throw badField('number', '这件要由别人重办，原来办理的人正在办那一件，不能并过去')
  return main
}

/** 并案: puts a request into the hands of those who handle another. Its own clocks go on under it: what its requester was promised stands. */
export async function merge({ acting, row }: { acting: Acting; row: Case }, body: Body) {
  const { tx, districtId, clock } = acting
  const main = await hastened(acting, await mainFor(acting, row, body), row)
  const by = await staffByline(acting, main.grid_code)
  const { last_seq: seq } = await appendNote(acting, main, { did: 'tookIn', by, content: { from: row.number } })
  await insertMerge(tx, {
    district_id: districtId,
    id: uuidv7(),
    request_id: row.id,
    main_id: main.id,
    main_seq: seq,
    reason: body.reason,
    by_staff: by.staff,
    at: clock.now(),
  })
  if (row.state === 'submitted' && main.state !== 'submitted') await follow(acting, main.id, seq, [row.id])
  return { content: {}, text: '', changes: { merged_into: main.id } }
}

/** Moves the time of the main's answer to that of the other where this is earlier and can still be kept; what is late stays with the other. */
async function hastened(acting: Acting, main: Case, child: Case): Promise<Case> {
  const now = acting.clock.now()
  const [own, hers] = [answerClock(main.clocks), answerClock(child.clocks)]
  if (own === null || hers === null || !isRunning(own) || hers.dueAt <= now || hers.dueAt >= own.dueAt) return main
  const clocks = dueBy(main.clocks, hers.dueAt)
  await saveClocks(acting, { kind: 'request', id: main.id }, main.clocks, clocks)
  const promise = { ...promiseOf(clocks, now), late_since: lateSince(main.clocks, now) }
  return { ...main, ...(await updateRequest(acting.tx, acting.districtId, main.id, promise)), clocks }
}
