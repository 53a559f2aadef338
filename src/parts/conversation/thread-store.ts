import { onSent } from '../../platform/sending/outbox-queue'
import { queryClient, remember } from '../../platform/api/query'
import { read } from '../../platform/api/request'
import type { Problem, Value } from '../../platform/api/result'
import { onSession } from '../../platform/api/session'
import { arrived, caughtUp, lookedBack, opened, type Thread } from './thread'

/**
 * Endpoint of the messages. Threads live as long as the app runs; the last page of each is also in the read cache, for use without network.
 */

const messages = 'GET /v1/conversations/{id}/messages'
const pageSize = 40
const mostAtOnce = 100

const threads = new Map<string, Thread>()
const catching = new Map<string, Promise<void>>()
const watchers = new Set<() => void>()

export const watchThreads = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}

function kept(id: string): Thread | undefined {
  const page = queryClient.getQueryData<Value<typeof messages>>([messages, { params: { id } }])
  return page && opened(undefined, page.rows)
}

/** Returns what the device holds of a conversation; undefined if nothing. */
export function threadOf(id: string): Thread | undefined {
  const here = threads.get(id)
  if (here) return here
  const before = kept(id)
  if (before) threads.set(id, before)
  return before
}

function put(id: string, thread: Thread) {
  if (threads.get(id) === thread) return
  threads.set(id, thread)
  const whole = thread.rows.filter(({ seq }) => seq <= thread.upTo).slice(-pageSize)
  remember(messages, { params: { id } }, { rows: whole, lastSeq: thread.upTo, theirDelivered: 0, theirRead: 0 })
  watchers.forEach((listener) => listener())
}

/** Reads the last page, with links that are valid for half an hour. Returns the problem, if any. */
export async function openThread(id: string): Promise<Problem | undefined> {
  const page = await read(messages, { params: { id }, query: { limit: String(pageSize) } })
  if (!page.ok) return page.problem
  put(id, opened(threadOf(id), page.value.rows))
  return undefined
}

async function follow(id: string) {
  for (;;) {
    const before = threadOf(id)
    if (!before) return
    const page = await read(messages, { params: { id }, query: { after: String(before.upTo), limit: String(mostAtOnce) } })
    if (!page.ok) return
    const now = caughtUp(threadOf(id) ?? before, page.value.rows)
    put(id, now)
    if (now.upTo === before.upTo || now.upTo >= page.value.lastSeq) return
  }
}

/** Reads the messages after the last one held, by cursor, so that none is lost or repeated. Concurrent calls share one request. */
export function catchUp(id: string): Promise<void> {
  const running = catching.get(id)
  if (running) return running
  const reading = follow(id).finally(() => catching.delete(id))
  catching.set(id, reading)
  return reading
}

/** Reads one page of older messages. Returns the problem, if any. */
export async function lookBack(id: string): Promise<Problem | undefined> {
  const first = threadOf(id)?.rows[0]
  if (!first) return undefined
  const page = await read(messages, { params: { id }, query: { before: String(first.seq), limit: String(pageSize) } })
  if (!page.ok) return page.problem
  const now = threadOf(id)
  if (now) put(id, lookedBack(now, page.value.rows))
  return undefined
}

// A sent message leaves the queue and enters the thread at the same moment.
onSent((id, sent) => {
  const before = threadOf(id)
  if (!before) return
  const now = arrived(before, sent)
  put(id, now)
  if (now.upTo < sent.seq) void catchUp(id)
})

onSession(() => threads.clear())
