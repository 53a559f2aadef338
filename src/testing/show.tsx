import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, render } from '@testing-library/react'
import type { PropsWithChildren, ReactNode } from 'react'
import { queryClient } from '../platform/api/query'
import { stored } from '../platform/device/storage'
import { openWith, resetDevice } from './taro'

// Limits waiting for something that never appears; generous, because the machine may be busy.
configure({ asyncUtilTimeout: 30_000 })

afterEach(() => {
  cleanup()
  queryClient.clear()
  resetDevice()
  testClock.reset()
})

const App = ({ children }: PropsWithChildren) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>

/** Renders a page or a part as the app would, opened with these parameters. */
export function show(page: ReactNode, params: Record<string, string> = {}) {
  openWith(params)
  return render(page, { wrapper: App })
}

/** Stores a session, so that somebody is signed in from the start. */
export const signedInAs = (token = 'token-of-the-test') => stored<string>('session.token', () => undefined).set(token)
