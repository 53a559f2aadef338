import type { FileView } from '@doorstep/contract/files'
import type { Result } from '../api/result'
import { upload } from './upload'

interface Taken {
  result: Promise<Result<FileView>>
  tell: (percent: number) => void
}

/** The uploads under way, by key, each with the form that asked for it last. */
const underWay = new Map<string, Taken>()

/**
 * Uploads a file for a form that may be left and opened again meanwhile: asked for once more under the same key, it is the same upload, and
 * only who asked last gets its answer. Returns undefined to everybody else, and once it was dropped.
 */
export async function takeUpload(key: string, path: string, tell: (percent: number) => void): Promise<Result<FileView> | undefined> {
  const result = underWay.get(key)?.result ?? upload(path, (percent) => underWay.get(key)?.tell(percent))
  const taken = { result, tell }
  underWay.set(key, taken)
  const answer = await result
  if (underWay.get(key) !== taken) return undefined
  underWay.delete(key)
  return answer
}

/** Drops an upload: its answer is not wanted any more. */
export const dropUpload = (key: string) => underWay.delete(key)
