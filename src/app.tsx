import { QueryClientProvider } from '@tanstack/react-query'
import Taro, { useDidHide, useDidShow, useError, useLaunch, usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { refreshLook } from './platform/device/elder'
import { pauseLive, resumeLive, watchLive } from './platform/api/live'
import { openMoved } from './platform/navigation/navigate'
import { logFault } from './platform/device/log'
import { watchKeyboard } from './platform/device/keyboard'
import { watchMe } from './platform/api/me'
import { watchUpdates } from './platform/device/updates'
import { setForeground, watchNetwork } from './platform/device/network'
import { watchOutbox } from './platform/sending/outbox-queue'
import { isDemoUser } from './platform/api/demo-user'
import { queryClient } from './platform/api/query'
import { keepReads, restoreReads } from './platform/api/read-cache'
import { moveFormerDraft } from './platform/sending/file-drafts'
import { watchRatings } from './platform/sending/rating-queue'
import { watchRequests } from './platform/sending/request-queue'
import { hasLeft, signedIn, watchOtherTabs } from './platform/api/session'
import './app.css'

/** Signs in whom the preview was opened as. A name the demo does not have is told at once: not every page would say it. */
async function enterDemo() {
  const entered = await signedIn()
  if (entered.ok || entered.problem.code !== 'noSuchPerson') return
  await Taro.showModal({ title: '没有这个人', content: entered.problem.detail, showCancel: false, confirmText: '知道了' })
}

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    watchKeyboard()
    watchUpdates()
    moveFormerDraft()
    watchNetwork()
    restoreReads()
    watchMe()
    watchOtherTabs()
    watchLive()
    watchOutbox()
    watchRequests()
    watchRatings()
    if (isDemoUser() && !hasLeft()) void enterDemo()
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
  useError((fault) => logFault('app', fault))
  usePageNotFound((link) => void openMoved(link))
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
