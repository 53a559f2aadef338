import { browser } from '../device/browser'

const slot = 'doorstep.as'

/**
 * Returns the persona of this tab in the browser preview: `?as=gridMember` in the address, remembered for the tab, so that a resident and a
 * grid member can be open side by side. Undefined in WeChat, where the account is the user's own.
 */
export function demoUser(): string | undefined {
  const window = PREVIEW ? browser() : undefined
  if (!window) return undefined
  const asked = /[?&]as=([^&#]+)/.exec(window.location.href)?.[1]
  if (asked) window.sessionStorage.setItem(slot, asked)
  return asked ?? window.sessionStorage.getItem(slot) ?? 'resident'
}

/** Returns true when this tab was opened with a persona (`?as=`), which is signed in at once instead of when first needed. */
export const isDemoUser = () => demoUser() !== undefined && browser()?.sessionStorage.getItem(slot) !== null

/** Returns the prefix of storage keys: each persona has its own storage. */
export const storageScope = () => {
  const who = demoUser()
  return who ? `${who}/` : ''
}
