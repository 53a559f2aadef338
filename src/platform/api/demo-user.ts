import { browser } from '../device/browser'

const slot = 'doorstep.as'

/**
 * In the browser preview, who this tab plays: `?as=gridMember` in the address, remembered for the tab, so that a resident
 * and a grid member can stand side by side. Undefined in WeChat, where a person is who she is.
 */
export function demoUser(): string | undefined {
  const window = PREVIEW ? browser() : undefined
  if (!window) return undefined
  const asked = /[?&]as=([A-Za-z0-9-]+)/.exec(window.location.href)?.[1]
  if (asked) window.sessionStorage.setItem(slot, asked)
  return asked ?? window.sessionStorage.getItem(slot) ?? 'resident'
}

/** True when this tab was opened to play somebody (`?as=`): he is signed in at once instead of at first need. */
export const isDemoUser = () => demoUser() !== undefined && browser()?.sessionStorage.getItem(slot) !== null

/** Each persona keeps its own things on the device. */
export const storageScope = () => {
  const who = demoUser()
  return who ? `${who}/` : ''
}
