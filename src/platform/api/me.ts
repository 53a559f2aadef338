import type { Me } from '@doorstep/contract/account'
import { useSyncExternalStore } from 'react'
import { remember, useRead, type Read } from './query'
import { onSession, sessionToken } from './session'

const hasSession = () => sessionToken() !== undefined
const watch = (listener: () => void) => onSession(listener)

/** Returns true while somebody is signed in on this device. */
export const useSignedIn = () => useSyncExternalStore(watch, hasSession, hasSession)

/** Reads the account. Stays loading while nobody is signed in: check `useSignedIn` first, or allow `value` to be undefined. */
export function useMe(): Read<Me> {
  const here = useSignedIn()
  return useRead('GET /v1/session', {}, { when: here })
}

/** Returns the home the home tab shows; undefined before one is bound. */
export const currentHome = (me: Me | undefined) => me?.homes.find((home) => home.current) ?? me?.homes[0]

/** Updates `useMe` on sign-in and sign-out; called once, at launch. */
export const watchMe = () =>
  onSession((me) => {
    if (me) remember('GET /v1/session', {}, me)
  })
