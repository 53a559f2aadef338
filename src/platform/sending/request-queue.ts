import type { FileRequest } from '@doorstep/contract/requests/views'
import { refresh } from '../api/query'
import { send } from '../api/request'
import { isDone, type Result, type Value } from '../api/result'
import { asList, asRecord, stored } from '../device/storage'
import { comesAgain, tryAgain } from './try-again'

/** A request that was sent: its body, the idempotency key of every retry, and the draft it was written in. */
export interface Leaving {
  draft: string
  submission: string
  body: FileRequest
}
export type Filed = Result<Value<'POST /v1/requests'>>
type Listener = (sent: Leaving, result: Filed) => void

const isLeaving = (raw: unknown): raw is Leaving => {
  const one = asRecord(raw)
  return typeof one?.draft === 'string' && typeof one.submission === 'string' && asRecord(one.body) !== undefined
}
const kept = stored('outbox.requests', (raw) => asList(raw)?.filter(isLeaving))
const leaving = () => kept.get() ?? []
const answers = new Set<Listener>()
const trying = new Map<string, Promise<Filed>>()

/** Removes a request without an answer from the queue, because it is being changed. */
export const cancelQueued = (submission: string) => kept.set(leaving().filter((one) => one.submission !== submission))

/** Calls back with each request as it was sent and its final answer, whichever page is open by then. Returns the function that unsubscribes. */
export function onFiled(listen: Listener) {
  answers.add(listen)
  return () => {
    answers.delete(listen)
  }
}

/** Removes the draft of a filed request; a refused one becomes an editable draft again, with the reason, which the form drops when it is changed. */
function settleDraft({ draft, submission }: Leaving, refused: string | undefined) {
  const slot = stored(`draft.${draft}`, asRecord)
  const form = slot.get()
  if (form?.submission !== submission) return
  if (refused === undefined) slot.clear()
  else slot.set({ ...form, submission: '', waiting: false, refused })
}

async function attempt(one: Leaving): Promise<Filed> {
  const result = await send('POST /v1/requests', { body: one.body }, one.submission)
  if (!result.ok && comesAgain(result.problem)) return result
  cancelQueued(one.submission)
  settleDraft(one, isDone(result) ? undefined : result.problem.detail)
  if (isDone(result)) void refresh('GET /v1/requests', 'GET /v1/inbox', 'GET /v1/conversations')
  answers.forEach((listen) => listen(one, result))
  return result
}

function tryOnce(one: Leaving): Promise<Filed> {
  const running = trying.get(one.submission)
  if (running) return running
  const now = attempt(one).finally(() => {
    trying.delete(one.submission)
    again.later()
  })
  trying.set(one.submission, now)
  return now
}

async function flushRequests() {
  for (const one of leaving()) await tryOnce(one)
}

const again = tryAgain({ waits: () => leaving().length > 0, flush: flushRequests })

/** Files a request once, however often it is retried: it stays on the device until an answer comes, also when the app is closed. */
export function fileRequest(one: Leaving): Promise<Filed> {
  kept.set([...leaving().filter(({ draft }) => draft !== one.draft), one])
  return tryOnce(one)
}

/** Sends what the last run left, and what waits when the network returns; called once, at launch. */
export const watchRequests = again.watch
