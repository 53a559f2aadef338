import { QueryClientProvider } from '@tanstack/react-query'
import { useDidHide, useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { refreshLook } from './platform/elder'
import { pauseLive, resumeLive, watchLive } from './platform/live'
import { watchKeyboard } from './platform/keyboard'
import { watchMe } from './platform/me'
import { setForeground, watchNetwork } from './platform/network'
import { watchOutbox } from './platform/outbox-queue'
import { isDemoUser } from './platform/persona'
import { queryClient } from './platform/query'
import { keepReads, restoreReads } from './platform/read-cache'
import { watchRequests } from './platform/request-queue'
import { hasLeft, signedIn } from './platform/session'
import { watchUnread } from './platform/tab-badge'
import './app.css'

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    watchKeyboard()
    watchNetwork()
    restoreReads()
    watchMe()
    watchUnread()
    watchLive()
    watchOutbox()
    watchRequests()
    if (isDemoUser() && !hasLeft()) void signedIn()
  })
  useDidShow(() => {
    setForeground(true)
    refreshLook()
    resumeLive()
  })
  useDidHide(() => {
    setForeground(false)
    pauseLive()
    keepReads()
  })
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
