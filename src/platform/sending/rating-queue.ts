import { useEffect, useSyncExternalStore } from 'react'
import { newId } from '../api/ids'
import { refresh } from '../api/query'
import { send } from '../api/request'
import { isDone, type Problem, type Result } from '../api/result'
import { asList, asRecord, stored } from '../device/storage'
import { comesAgain, tryAgain } from './try-again'

/** A tap that rates the last reply of a request, or a booking: a face; or, of a request, 没解决 (null). */
type NewTap = { id: string } & ({ of: 'requests'; satisfied: number | null } | { of: 'bookings'; satisfied: number })
type Rated = NewTap['of']

/** A tap until it is answered; `submission` is the idempotency key of every try. */
export type Tap = NewTap & { submission: string }

const isTap = (raw: unknown): raw is Tap => {
  const one = asRecord(raw)
  if (typeof one?.id !== 'string' || typeof one.submission !== 'string') return false
  const face = typeof one.satisfied === 'number'
  return one.of === 'requests' ? face || one.satisfied === null : one.of === 'bookings' && face
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
const running = new Map<string, Promise<void>>()

/** Why the last tap on something was refused, until it is seen; a tap may be answered long after it, on another page. */
const refusals = new Map<string, Problem>()
const about = ({ of, id }: Pick<Tap, 'of' | 'id'>) => `${of} ${id}`

const post = ({ id, submission, ...tap }: Tap): Promise<Result<unknown>> => {
  const params = { id }
  if (tap.of === 'bookings') return send('POST /v1/bookings/{id}/ratings', { params, body: { satisfied: tap.satisfied } }, submission)
  const body = tap.satisfied === null ? { solved: false } : { satisfied: tap.satisfied }
  return send('POST /v1/requests/{id}/ratings', { params, body }, submission)
}

async function attempt(tap: Tap): Promise<void> {
  const result = await post(tap)
  if (!result.ok && comesAgain(result.problem)) return
  // After a refusal, too: what was on the page when it was tapped is not what the API has.
  await refresh(`GET /v1/${tap.of}`, 'GET /v1/inbox')
  const left = taps().filter(({ submission }) => submission !== tap.submission)
  if (!isDone(result) && left.length < taps().length) refusals.set(about(tap), result.problem)
  put(left)
}

function tryOnce(tap: Tap): Promise<void> {
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
    refusals.clear()
    listeners.forEach((listen) => listen())
  },
})

/** Rates by one tap: it is kept on the device until an answer comes, and sent once. A refusal is read by `useRefusal`. */
export function sendTap(tap: NewTap): Promise<void> {
  const one = { ...tap, submission: newId() }
  refusals.delete(about(tap))
  put([...taps().filter((other) => about(other) !== about(tap)), one])
  return tryOnce(one)
}

/** Drops a tap that still waits for the network. Where it arrived and only its answer was lost, the next read shows it. */
export const dropTap = (tap: Tap) => put(taps().filter(({ submission }) => submission !== tap.submission))

const subscribe = (listen: () => void) => {
  listeners.add(listen)
  return () => {
    listeners.delete(listen)
  }
}

/** Returns the taps that wait for an answer, following them. */
export const useTaps = () => useSyncExternalStore(subscribe, taps)

/** Returns the tap on this that waits for an answer, following it. */
export const useTap = (of: Rated, id: string): Tap | undefined =>
  useSyncExternalStore(subscribe, () => taps().find((tap) => tap.of === of && tap.id === id))

/** Returns why the last tap on this was refused, following it; whoever has seen it and left does not see it again. */
export function useRefusal(of: Rated, id: string): Problem | undefined {
  const key = about({ of, id })
  const refusal = useSyncExternalStore(subscribe, () => refusals.get(key))
  useEffect(
    () => () => {
      if (refusal && refusals.get(key) === refusal) refusals.delete(key)
    },
    [key, refusal],
  )
  return refusal
}

/** Sends what the last run left, and what waits when the network returns; called once, at launch. */
export const watchRatings = again.watch
