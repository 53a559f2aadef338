import type { Me } from '@doorstep/contract/account'
import { useSyncExternalStore } from 'react'
import { remember, useRead, type Read } from './query'
import { onSession, sessionToken } from './session'

const hasSession = () => sessionToken() !== undefined
const watch = (listener: () => void) => onSession(listener)

/** True while somebody is signed in on this device. */
export const useSignedIn = () => useSyncExternalStore(watch, hasSession, hasSession)

/** Who I am. Waits for ever while nobody is signed in: look at `useSignedIn` first, or let `value` be undefined. */
export function useMe(): Read<Me> {
  const here = useSignedIn()
  return useRead('GET /v1/session', {}, { when: here })
}

/** The home the doorstep shows; undefined before one is bound. */
export const currentHome = (me: Me | undefined) => me?.homes.find((home) => home.current) ?? me?.homes[0]

/** Keeps `useMe` in step with sign-in; called once, at launch. */
export const watchMe = () =>
  onSession((me) => {
    if (me) remember('GET /v1/session', {}, me)
  })
