import Taro from '@tarojs/taro'
import type { FileView } from '@doorstep/contract/files'
import { answerOf, failureOf, headersOf } from '../api/http'
import { newId } from '../api/ids'
import type { Result } from '../api/result'
import { renew, sessionToken, signedIn } from '../api/session'

/** Upload timeout in milliseconds, for a photo over a weak network. */
const patience = 90_000

/** Returns the URL of an API file; its links are relative to the API's origin. */
export const fileUrl = (path: string) => (/^https?:/.test(path) ? path : `${API_BASE}${path}`)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function put(path: string, submission: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  try {
    const task = Taro.uploadFile({
      url: `${API_BASE}/v1/files`,
      filePath: path,
      name: 'file',
      timeout: patience,
      withCredentials: false,
      header: headersOf({ token: sessionToken(), idempotencyKey: submission }),
    })
    if (onProgress) task.progress(({ progress }) => onProgress(progress))
    const { statusCode, data } = await task
    return answerOf<FileView>(statusCode, parsed(data))
  } catch (error) {
    return failureOf(error)
  }
}

/** Uploads a photo or voice note from the device; `onProgress` gets whole percents. Signs in when needed. */
export async function upload(path: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  const session = await signedIn()
  if (!session.ok) return session
  const submission = newId()
  const token = sessionToken()
  const first = await put(path, submission, onProgress)
  if (first.ok || (first.problem.code !== 'badToken' && first.problem.code !== 'signInNeeded')) return first
  return (await renew(token)) ? put(path, submission, onProgress) : first
}
