import { useSyncExternalStore } from 'react'
import { newId } from '../../platform/api/ids'
import { choosePhotos } from '../../platform/device/media'
import { onNetwork } from '../../platform/device/network'
import { post } from '../../platform/sending/outbox-queue'
import type { Recording } from '../../platform/device/recorder'
import { isOffline, type Problem } from '../../platform/api/result'
import { upload } from '../../platform/sending/upload'

/**
 * Photos and voice notes that are being uploaded, before they become messages of the outbox. They live as long as the app runs:
 * WeChat's temporary paths end with it.
 */
export interface OnItsWay {
  key: string
  conversationId: string
  kind: 'photo' | 'voice'
  /** On the device. */
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

/** Everything being uploaded, oldest first. */
export const useMediaQueue = () => useSyncExternalStore(watch, now, now)

/** Takes one that was not sent out of the queue. */
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

/** Sends a voice note: uploaded, then posted. */
export const sendVoice = (conversationId: string, { path, seconds }: Recording) => add(conversationId, [{ kind: 'voice', path, seconds }])

/** Lets the person choose up to nine photos and sends each. Answers with why none could be chosen. */
export async function sendPhotos(conversationId: string): Promise<Problem | undefined> {
  const chosen = await choosePhotos(9)
  if (!chosen.ok) return chosen.problem.code === 'cancelled' ? undefined : chosen.problem
  add(
    conversationId,
    chosen.value.map((path) => ({ kind: 'photo', path, seconds: null })),
  )
  return undefined
}

/** Tries one again. */
export function retryMedia(key: string) {
  change(key, { problem: undefined })
  start()
}

/** Tries again what only lacked a network. */
export function resumeMedia() {
  if (queue.length === 0) return
  become(queue.map((one) => (one.problem && isOffline(one.problem) ? { ...one, problem: undefined } : one)))
  start()
}

onNetwork((online) => {
  if (online) resumeMedia()
})
