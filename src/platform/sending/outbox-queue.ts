import type { SendMessage } from '@doorstep/contract/messages'
import type * as v from 'valibot'
import { useSyncExternalStore } from 'react'
import { newId } from '../api/ids'
import { refresh } from '../api/query'
import { send } from '../api/request'
import { isDone, type Problem, type Value } from '../api/result'
import { serverNow } from '../api/server-clock'
import { asList, asRecord, stored } from '../device/storage'
import { comesAgain, tryAgain } from './try-again'

type Outgoing = v.InferInput<typeof SendMessage>

/** A message not sent yet: `failed` waits for the user, `queued` for the network. A sent one leaves the queue. */
export interface Waiting {
  conversationId: string
  message: Outgoing
  state: 'queued' | 'sending' | 'failed'
  /** When it was written, epoch milliseconds. */
  at: number
  problem?: Problem | undefined
}
export type Sent = Value<'POST /v1/conversations/{id}/messages'>

const isWaiting = (raw: unknown): raw is Waiting => {
  const one = asRecord(raw)
  return typeof one?.conversationId === 'string' && typeof asRecord(one.message)?.clientId === 'string' && typeof one.at === 'number'
}
// A message being sent when the app was closed counts as queued: the client id keeps it from arriving twice.
const kept = stored('outbox.messages', (raw) =>
  asList(raw)
    ?.filter(isWaiting)
    .map((one): Waiting => (one.state === 'failed' ? one : { ...one, state: 'queued' })),
)

let queue: readonly Waiting[] | undefined
let flushing: Promise<void> | undefined
const watchers = new Set<() => void>()
const arrivals = new Set<(conversationId: string, sent: Sent) => void>()

const now = () => (queue ??= kept.get() ?? [])

function become(next: readonly Waiting[]) {
  queue = next
  kept.set([...next])
  watchers.forEach((listener) => listener())
}

const change = (clientId: string, to: Partial<Waiting>) =>
  become(now().map((one) => (one.message.clientId === clientId ? { ...one, ...to } : one)))

const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}

/** Returns everything not sent yet, oldest first. */
export const unsent = now
export const useOutbox = () => useSyncExternalStore(watch, now, now)

/** Calls back with each message the API confirms. Returns the function that unsubscribes. */
export function onSent(listen: (conversationId: string, sent: Sent) => void) {
  arrivals.add(listen)
  return () => {
    arrivals.delete(listen)
  }
}

type Step = 'sent' | 'failed' | 'heldBack' | 'offline'

/** Sends the oldest waiting message of a conversation that is not held back; undefined when there is none. */
async function sendNext(held: ReadonlySet<string>): Promise<{ step: Step; conversationId: string } | undefined> {
  const next = now().find(({ state, conversationId }) => state === 'queued' && !held.has(conversationId))
  if (!next) return undefined
  const { conversationId } = next
  const { clientId } = next.message
  change(clientId, { state: 'sending', problem: undefined })
  const result = await send('POST /v1/conversations/{id}/messages', { params: { id: next.conversationId }, body: next.message }, clientId)
  if (isDone(result)) {
    if (result.ok) arrivals.forEach((listen) => listen(conversationId, result.value))
    become(now().filter((one) => one.message.clientId !== clientId))
    return { step: 'sent', conversationId }
  }
  const queued = comesAgain(result.problem)
  change(clientId, { state: queued ? 'queued' : 'failed', problem: result.problem })
  const step = !queued ? 'failed' : result.problem.status >= 500 ? 'heldBack' : 'offline'
  return { step, conversationId }
}

/** A message the API fails over holds back its own conversation, whose order must stay, and no other. */
async function flush() {
  const held = new Set<string>()
  let moved = false
  for (;;) {
    const done = await sendNext(held)
    if (done === undefined || done.step === 'offline') break
    if (done.step === 'heldBack') held.add(done.conversationId)
    else moved = true
  }
  if (moved) void refresh('GET /v1/conversations')
}

/** Sends the waiting messages, in order, one at a time. */
export const flushOutbox = () =>
  (flushing ??= flush().finally(() => {
    flushing = undefined
    again.later()
  }))

const again = tryAgain({
  waits: () => now().some(({ state }) => state === 'queued'),
  flush: flushOutbox,
  onAccount: () => {
    queue = undefined
    watchers.forEach((listener) => listener())
  },
})

type Draft = Outgoing extends infer O ? (O extends { clientId: string } ? Omit<O, 'clientId'> : never) : never

/** Adds a message to the queue: shown at once, sent as soon as there is a network, exactly once. */
export function post(conversationId: string, draft: Draft) {
  const message = { ...draft, clientId: newId() } as Outgoing
  become([...now(), { conversationId, message, state: 'queued', at: serverNow() }])
  void flushOutbox()
  return message.clientId
}

/** Retries a failed message, under the same id. */
export function retry(clientId: string) {
  change(clientId, { state: 'queued', problem: undefined })
  void flushOutbox()
}

/** Removes an unsent message from the queue. */
export const discard = (clientId: string) => become(now().filter((one) => one.message.clientId !== clientId))

/** Sends what the last run left, and what waits when the network returns; called once, at launch. */
export const watchOutbox = again.watch
