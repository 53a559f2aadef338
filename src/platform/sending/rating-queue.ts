import { useSyncExternalStore } from 'react'
import { newId } from '../api/ids'
import { refresh } from '../api/query'
import { send } from '../api/request'
import { isDone, type Problem, type Result } from '../api/result'
import { asList, asRecord, stored } from '../device/storage'
import { comesAgain, tryAgain } from './try-again'

/** What is rated: the last reply of a request, or a booking. */
type Rated = 'requests' | 'bookings'

/** A tap that rates, until it is answered: a face, or 没解决 (of a request) without one. */
export interface Tap {
  of: Rated
  id: string
  satisfied: number | null
  /** The idempotency key of every try. */
  submission: string
}

const isTap = (raw: unknown): raw is Tap => {
  const one = asRecord(raw)
  return (
    (one?.of === 'requests' || one?.of === 'bookings') &&
    typeof one.id === 'string' &&
    typeof one.submission === 'string' &&
    (one.satisfied === null || typeof one.satisfied === 'number')
  )
}
const kept = stored('outbox.ratings', (raw) => asList(raw)?.filter(isTap))
let waiting: readonly Tap[] | undefined
const taps = () => (waiting ??= kept.get() ?? [])
const listeners = new Set<() => void>()
const put = (now: readonly Tap[]) => {
  waiting = now
  kept.set([...now])
  listeners.forEach((listen) => listen())
}
const running = new Map<string, Promise<Problem | undefined>>()

const post = ({ of, id, satisfied, submission }: Tap): Promise<Result<unknown>> =>
  of === 'bookings'
    ? send('POST /v1/bookings/{id}/ratings', { params: { id }, body: { satisfied: satisfied ?? 0 } }, submission)
    : send('POST /v1/requests/{id}/ratings', { params: { id }, body: satisfied === null ? { solved: false } : { satisfied } }, submission)

async function attempt(tap: Tap): Promise<Problem | undefined> {
  const result = await post(tap)
  if (!result.ok && comesAgain(result.problem)) return result.problem
  if (isDone(result)) await refresh(`GET /v1/${tap.of}`, 'GET /v1/inbox')
  put(taps().filter(({ submission }) => submission !== tap.submission))
  return result.ok || isDone(result) ? undefined : result.problem
}

function tryOnce(tap: Tap): Promise<Problem | undefined> {
  const now =
    running.get(tap.submission) ??
    attempt(tap).finally(() => {
      running.delete(tap.submission)
      again.later()
    })
  running.set(tap.submission, now)
  return now
}

async function flushRatings() {
  for (const tap of taps()) await tryOnce(tap)
}

const again = tryAgain({
  waits: () => taps().length > 0,
  flush: flushRatings,
  onAccount: () => {
    waiting = undefined
    listeners.forEach((listen) => listen())
  },
})

/** Rates by one tap: it is kept on the device until an answer comes, and sent once. Returns why it was refused, if it was. */
export function sendTap(tap: Omit<Tap, 'submission'>): Promise<Problem | undefined> {
  const one = { ...tap, submission: newId() }
  put([...taps().filter(({ of, id }) => of !== tap.of || id !== tap.id), one])
  return tryOnce(one)
}

/** Takes back a tap that still waits for the network; nothing of it was sent. */
export const dropTap = (tap: Tap) => put(taps().filter(({ submission }) => submission !== tap.submission))

const subscribe = (listen: () => void) => {
  listeners.add(listen)
  return () => {
    listeners.delete(listen)
  }
}

/** Returns the tap on this that waits for an answer, following it. */
export const useTap = (of: Rated, id: string): Tap | undefined =>
  useSyncExternalStore(subscribe, () => taps().find((tap) => tap.of === of && tap.id === id))

/** Sends what the last run left, and what waits when the network returns; called once, at launch. */
export const watchRatings = again.watch
