import { useEffect, useRef, useState } from 'react'
import { newId } from '../api/ids'
import { choosePhotos } from '../device/media/media'
import { isOffline, type Problem } from '../api/result'
import { onNetwork } from '../device/network'
import type { Attachment } from './attachments'
import { dropUpload, takeUpload } from './taken-uploads'

/** An uploaded photo, as a form stores and sends it. `url` is relative to the API, as the API returned it. */
export interface Photo extends Attachment {
  url: string
}
/** A photo that was chosen and is not uploaded yet, as a form stores it: its path on the device. */
export interface Chosen {
  key: string
  path: string
}
/** A photo being uploaded, shown from the device. */
export interface Uploading extends Chosen {
  percent: number
  problem?: Problem | undefined
}

/** Keys of the photos that arrived or are not wanted any more: none of them is sent again, whichever form asks. */
const over = new Set<string>()

export interface KeptUploads {
  /** Those that were not uploaded when the form was left: they are sent again. */
  kept?: readonly Chosen[]
  /** Stores those that are not uploaded yet, for a form that may be left before that. */
  keep?: ((chosen: Chosen[]) => void) | undefined
}

/** Chooses photos and uploads them one after another; each uploaded one is passed to `onArrived`. */
export function usePhotoUploads(onArrived: (photo: Photo) => void, { kept = [], keep }: KeptUploads = {}) {
  const [uploads, setUploads] = useState<readonly Uploading[]>(() => kept.map((one) => ({ ...one, percent: 0 })))
  const [problem, setProblem] = useState<Problem>()
  const queue = useRef(Promise.resolve())
  const waiting = useRef(kept)
  const store = (now: readonly Chosen[]) => {
    waiting.current = now
    keep?.([...now])
  }

  const change = (key: string, to: Partial<Uploading>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const forget = (key: string) => {
    over.add(key)
    setUploads((all) => all.filter((one) => one.key !== key))
    store(waiting.current.filter((one) => one.key !== key))
  }
  const drop = (key: string) => {
    dropUpload(key)
    forget(key)
  }
  const put = async ({ key, path }: Uploading) => {
    if (over.has(key)) return
    change(key, { percent: 0, problem: undefined })
    const result = await takeUpload(key, path, (percent) => change(key, { percent }))
    if (!result) return
    if (!result.ok) {
      change(key, { problem: result.problem })
      return
    }
    forget(key)
    onArrived({ id: result.value.id, url: result.value.thumbUrl ?? result.value.url })
  }
  const enqueue = (one: Uploading) => {
    queue.current = queue.current.then(() => put(one))
  }
  // What failed for lack of network is tried again by itself when it is back.
  const retry = useRef(() => undefined as unknown)
  useEffect(() => {
    retry.current = () => uploads.filter((one) => one.problem && isOffline(one.problem)).forEach(enqueue)
  })
  useEffect(() => onNetwork((online) => online && retry.current()), [])
  const begin = useRef(() => uploads.forEach(enqueue))
  useEffect(() => begin.current(), [])
  const choose = async (count: number) => {
    setProblem(undefined)
    const chosen = await choosePhotos(count)
    if (!chosen.ok) {
      if (chosen.problem.code !== 'cancelled') setProblem(chosen.problem)
      return
    }
    const added = chosen.value.slice(0, count).map((path): Uploading => ({ key: newId(), path, percent: 0 }))
    setUploads((all) => [...all, ...added])
    store([...waiting.current, ...added.map(({ key, path }) => ({ key, path }))])
    added.forEach(enqueue)
  }
  return { uploads, problem, choose, again: enqueue, forget: drop }
}
