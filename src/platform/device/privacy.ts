import Taro from '@tarojs/taro'
import { clientProblem, failed, ok, type Result } from '../api/result'
import { asRecord } from './storage'

const errorText = (error: unknown) => String(asRecord(error)?.errMsg ?? error)

/** Returns the problem of a WeChat refusal: cancelled by the user, its notice or its permission refused, or not there. */
function problemOf(error: unknown) {
  const text = errorText(error)
  if (/cancel/i.test(text)) return clientProblem('cancelled')
  if (/privacy/i.test(text)) return clientProblem('noticeRefused')
  if (/auth|deny|denied|permission|scope|NotAllowed/i.test(text)) return clientProblem('notAllowed')
  return clientProblem('cannot')
}

const noticeAgreed = () =>
  new Promise<unknown>((resolve, reject) => {
    if (process.env.TARO_ENV === 'weapp') Taro.requirePrivacyAuthorize({ success: resolve, fail: reject })
    else resolve(undefined)
  })

/** Calls a device function that WeChat does not treat as private: a call, a code, settings. A refusal is a value, never an exception. */
export async function attempt<T>(go: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await go())
  } catch (error) {
    return failed(problemOf(error))
  }
}

/**
 * Calls a device function that WeChat treats as private (position, camera, album, microphone, clipboard); every such call goes through
 * here. WeChat shows its own privacy notice first where needed, and a refusal is a value, never an exception.
 */
export async function withConsent<T>(go: () => Promise<T>): Promise<Result<T>> {
  const agreed = await attempt(noticeAgreed)
  return agreed.ok ? attempt(go) : failed(clientProblem('noticeRefused'))
}

/** Whether there are settings that this app can open; a browser keeps its own. */
export const hasSettings = process.env.TARO_ENV === 'weapp'

/** Opens WeChat's settings after a refusal; works only from a tap. */
export const openSettings = () => attempt(() => Taro.openSetting())
