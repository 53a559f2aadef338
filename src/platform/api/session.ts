import Taro from '@tarojs/taro'
import type { Me } from '@doorstep/contract/account'
import { call, failureOf, loginFailureOf } from './http'
import { demoUser } from './demo-user'
import { clientProblem, failed, ok, type Result } from './result'
import { browser } from '../device/browser'
import { deviceName } from '../device/device-name'
import { asFlag, asNumber, asRecord, asText, clearStored, storageKey, stored } from '../device/storage'

const token = stored('session.token', asText)
const leftOnPurpose = stored('session.left', asFlag)
/** How often somebody has left this device, or browser: a sign-in that was on its way then is of no use any more. */
const departures = stored('session.departures', asNumber)
const watchers = new Set<(me: Me | null) => void>()
let inFlight: Promise<Result<Me | null>> | undefined

/** Returns the session's token, undefined while nobody is signed in. */
export const sessionToken = () => token.get()
/** Returns true when the user signed out themselves: then nothing signs them in silently. */
export const hasLeft = () => leftOnPurpose.get() === true

/** Calls back with the account after a sign-in, or null after a sign-out. Returns the function that unsubscribes. */
export function onSession(watch: (me: Me | null) => void) {
  watchers.add(watch)
  return () => {
    watchers.delete(watch)
  }
}
const tell = (me: Me | null) => watchers.forEach((watch) => watch(me))

async function loginCode(): Promise<Result<string>> {
  const who = demoUser()
  try {
    if (who) {
      const answer = await Taro.request<unknown>({ url: `${API_BASE}/preview/login-codes`, method: 'POST', data: { persona: who } })
      if (answer.statusCode === 404) return failed(clientProblem('noSuchPerson'))
      const code = answer.statusCode === 200 && asText(asRecord(answer.data)?.code)
      return code ? ok(code) : failed(clientProblem('garbled'))
    }
    const { code } = await Taro.login()
    return code ? ok(code) : failed(clientProblem('loginFailed', '请在微信里打开'))
  } catch (error) {
    return who ? failureOf(error) : loginFailureOf(error)
  }
}

async function open(): Promise<Result<Me | null>> {
  const before = departures.get()
  const code = await loginCode()
  if (!code.ok) return code
  const session = await call('POST /v1/sessions', { body: { code: code.value, device: deviceName() } }, {})
  if (!session.ok) return session
  if (departures.get() !== before) {
    await call('DELETE /v1/session', {}, { token: session.value.token })
    return failed(clientProblem('signedOut'))
  }
  token.set(session.value.token)
  leftOnPurpose.clear()
  tell(session.value.me)
  return ok(session.value.me)
}

/** Signs in silently (wx.login); concurrent calls share one sign-in. */
export const signIn = () =>
  (inFlight ??= open().finally(() => {
    inFlight = undefined
  }))

/** Ensures there is a session, when one is needed. */
export async function signedIn(): Promise<Result<null>> {
  if (token.get()) return ok(null)
  const session = await signIn()
  return session.ok ? ok(null) : session
}

/** Replaces a token the API refused, silently, unless the user signed out themselves. Returns why it could not. */
export async function renew(refused: string | undefined): Promise<Result<null>> {
  const held = token.get()
  if (held !== undefined && held !== refused) return ok(null) // another call already renewed it
  if (hasLeft()) return failed(clientProblem('signedOut'))
  token.clear()
  const session = await signIn()
  return session.ok ? ok(null) : session
}

/** Removes the session and its data from this device; nothing signs in again by itself. */
function leave() {
  token.clear()
  leftOnPurpose.set(true)
  departures.set((departures.get() ?? 0) + 1)
  forget()
}

/** Removes what was read and written from the device and from every open page. */
function forget() {
  clearStored('cache.')
  clearStored('draft.')
  clearStored('outbox.')
  clearStored('upload.')
  tell(null)
}

/** Revokes the session and removes its data from this device; works offline too, then the token expires by itself. */
export async function signOut() {
  const held = token.get()
  leave()
  if (held) await call('DELETE /v1/session', {}, { token: held })
}

/** Takes the end of a session, made from another device or another tab, for what it is: this device is signed out, too. */
export function endedElsewhere(refused: string | undefined) {
  if (refused !== undefined && token.get() === refused) leave()
}

/**
 * Follows a sign-out or sign-in in another tab of the browser, which shares this one's storage: what is on screen belongs to somebody who
 * has left.
 */
export function watchOtherTabs() {
  browser()?.addEventListener('storage', ({ key, oldValue, newValue }) => {
    if (key !== storageKey('session.token') || (oldValue === null) === (newValue === null)) return
    // Before it heard of a sign-out, this tab may have written what it held once more.
    if (newValue === null) forget()
    else tell(null)
  })
}
