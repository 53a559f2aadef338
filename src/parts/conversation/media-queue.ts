import { useSyncExternalStore } from 'react'
import { newId } from '../../platform/api/ids'
import { choosePhotos } from '../../platform/device/media/media'
import { onNetwork } from '../../platform/device/network'
import { post } from '../../platform/sending/outbox-queue'
import type { Recording } from '../../platform/device/media/recorder'
import { isOffline, type Problem } from '../../platform/api/result'
import { upload } from '../../platform/sending/upload'

/**
 * A photo or voice note that is being uploaded, before it becomes a message in the offline queue. The list lives as long as the app runs,
 * because WeChat's temporary paths do too.
 */
export interface OnItsWay {
  key: string
  conversationId: string
  kind: 'photo' | 'voice'
  /** Temporary path on the device. */
  path: string
  seconds: number | null
  percent: number
  problem?: Problem | undefined
}

let queue: readonly OnItsWay[] = []
let running: Promise<void> | undefined
const watchers = new Set<() => void>()

function become(next: readonly OnItsWay[]) {
  queue = next
  watchers.forEach((listener) => listener())
}
const change = (key: string, to: Partial<OnItsWay>) => become(queue.map((one) => (one.key === key ? { ...one, ...to } : one)))
const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}
const now = () => queue

/** Returns everything being uploaded, oldest first. */
export const useMediaQueue = () => useSyncExternalStore(watch, now, now)

/** Removes an upload from the queue without sending it. */
export const forgetMedia = (key: string) => become(queue.filter((one) => one.key !== key))

async function put({ key, kind, path, conversationId }: OnItsWay) {
  const result = await upload(path, (percent) => change(key, { percent }))
  if (!queue.some((one) => one.key === key)) return
  if (!result.ok) {
    change(key, { problem: result.problem, percent: 0 })
    return
  }
  forgetMedia(key)
  post(conversationId, { kind, fileId: result.value.id })
}

async function run() {
  for (;;) {
    const next = queue.find(({ problem }) => !problem)
    if (!next) return
    await put(next)
  }
}
const start = () => {
  running ??= run().finally(() => {
    running = undefined
  })
}

function add(conversationId: string, media: readonly Pick<OnItsWay, 'kind' | 'path' | 'seconds'>[]) {
  become([...queue, ...media.map((one) => ({ ...one, key: newId(), conversationId, percent: 0 }))])
  start()
}

/** Uploads a voice note, then posts it. */
export const sendVoice = (conversationId: string, { path, seconds }: Recording) => add(conversationId, [{ kind: 'voice', path, seconds }])

/** Lets the user choose up to nine photos and sends each. Returns the problem if none could be chosen. */
export async function sendPhotos(conversationId: string): Promise<Problem | undefined> {
  const chosen = await choosePhotos(9)
  if (!chosen.ok) return chosen.problem.code === 'cancelled' ? undefined : chosen.problem
  add(
    conversationId,
    chosen.value.map((path) => ({ kind: 'photo', path, seconds: null })),
  )
  return undefined
}

/** Retries one upload. */
export function retryMedia(key: string) {
  change(key, { problem: undefined })
  start()
}

/** Retries the uploads that failed for lack of network. */
export function resumeMedia() {
  if (queue.length === 0) return
  become(queue.map((one) => (one.problem && isOffline(one.problem) ? { ...one, problem: undefined } : one)))
  start()
}

onNetwork((online) => {
  if (online) resumeMedia()
})
