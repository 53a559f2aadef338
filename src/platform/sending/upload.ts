import Taro from '@tarojs/taro'
import type { FileView } from '@doorstep/contract/files'
import { partKilobytes } from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'
import { answerOf, failureOf, headersOf } from '../api/http'
import { newId } from '../api/ids'
import { clientProblem, failed, type Result } from '../api/result'
import { localFile } from '../device/media/local-file'
import { asRecord } from '../device/storage'
import { endedElsewhere, renew, sessionToken, signedIn } from '../api/session'
import { notOnPhone, uploadInParts } from './upload-parts'

/** How long, in milliseconds, an upload may take in all; one that moves is not ended before. WeChat's own limit would be 60 s. */
const patience = 15 * minuteMs
/** An upload that has not moved for so long is given up and begun again. */
const idle = 30_000
/** Pauses before each new try of an upload that got stuck, in milliseconds. */
const pauses = [1_000, 5_000, 15_000]

/** Returns the URL of an API file; its links are relative to the API's origin. */
export const fileUrl = (path: string) => (/^https?:/.test(path) ? path : `${API_BASE}${path}`)

/** Returns what an answer says; text that is no JSON as it is. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function put(path: string, submission: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  let stuck: ReturnType<typeof setTimeout> | undefined
  try {
    const task = Taro.uploadFile({
      url: `${API_BASE}/v1/files`,
      filePath: path,
      name: 'file',
      timeout: patience,
      withCredentials: false,
      header: headersOf({ token: sessionToken(), idempotencyKey: submission }),
    })
    const moved = () => {
      clearTimeout(stuck)
      stuck = setTimeout(() => task.abort(), idle)
    }
    moved()
    let sent = -1
    task.progress(({ progress, totalBytesSent }) => {
      // By bytes: a long video moves for minutes within one percent.
      if (totalBytesSent !== sent) moved()
      sent = totalBytesSent
      onProgress?.(progress)
    })
    const { statusCode, data } = await task
    return answerOf<FileView>('POST /v1/files', statusCode, parsed(data))
  } catch (error) {
    const message = String(asRecord(error)?.errMsg ?? error)
    if (/no such file|file not found|file doesn't exist/i.test(message)) return failed(notOnPhone)
    // An upload that was given up ends like one without network: it may come again.
    return /abort/i.test(message) ? failed(clientProblem('timeout')) : failureOf(error)
  } finally {
    clearTimeout(stuck)
  }
}

/** Uploads, and again after what may pass by itself, under the same key: the API keeps one file. */
async function putAgain(path: string, submission: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  for (const pause of [...pauses, undefined]) {
    const result = await put(path, submission, onProgress)
    if (result.ok || pause === undefined || result.problem.code !== 'timeout') return result
    onProgress?.(0)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  throw new Error('unreachable')
}

/** Uploads a photo or voice note from the device, a large one in parts; `onProgress` gets whole percents. Signs in when needed. */
export async function upload(path: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  const session = await signedIn()
  if (!session.ok) return session
  const file = await localFile(path)
  return file && file.size > partKilobytes * 1024 ? uploadInParts(file, onProgress) : uploadWhole(path, onProgress)
}

async function uploadWhole(path: string, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  const submission = newId()
  const token = sessionToken()
  const first = await putAgain(path, submission, onProgress)
  if (!first.ok && first.problem.code === 'sessionEnded') endedElsewhere(token)
  if (first.ok || (first.problem.code !== 'badToken' && first.problem.code !== 'signInNeeded')) return first
  return (await renew(token)).ok ? putAgain(path, submission, onProgress) : first
}
