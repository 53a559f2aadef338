import { useEffect, useRef, useState } from 'react'
import { newId } from '../api/ids'
import { choosePhotos } from '../device/media'
import { isOffline, type Problem } from '../api/result'
import { onNetwork } from '../device/network'
import type { Attachment } from './attachments'
import { upload } from './upload'

/** An uploaded photo, as a form stores and sends it. `url` is relative to the API, as the API returned it. */
export interface Photo extends Attachment {
  url: string
}
/** A photo being uploaded, shown from the device. */
export interface Uploading {
  key: string
  path: string
  percent: number
  problem?: Problem | undefined
}

/** Chooses photos and uploads them one after another; each uploaded one is passed to `onArrived`. */
export function usePhotoUploads(onArrived: (photo: Photo) => void) {
  const [uploads, setUploads] = useState<readonly Uploading[]>([])
  const [problem, setProblem] = useState<Problem>()
  const queue = useRef(Promise.resolve())
  const unwanted = useRef(new Set<string>())

  const change = (key: string, to: Partial<Uploading>) => setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const forget = (key: string) => setUploads((all) => all.filter((one) => one.key !== key))
  const drop = (key: string) => {
    unwanted.current.add(key)
    forget(key)
  }
  const put = async ({ key, path }: Uploading) => {
    if (unwanted.current.has(key)) return
    change(key, { percent: 0, problem: undefined })
    const result = await upload(path, (percent) => change(key, { percent }))
    if (unwanted.current.has(key)) return
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
  const choose = async (count: number) => {
    setProblem(undefined)
    const chosen = await choosePhotos(count)
    if (!chosen.ok) {
      if (chosen.problem.code !== 'cancelled') setProblem(chosen.problem)
      return
    }
    const added = chosen.value.slice(0, count).map((path): Uploading => ({ key: newId(), path, percent: 0 }))
    setUploads((all) => [...all, ...added])
    added.forEach(enqueue)
  }
  return { uploads, problem, choose, again: enqueue, forget: drop }
}
