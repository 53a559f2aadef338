import Taro from '@tarojs/taro'
import { focusManager, onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { browser } from './browser'

/** Subscribes to the browser's own events; Taro's version uses an interface that most browsers lack. */
function inBrowser(page: Window, setOnline: (online: boolean) => void) {
  const online = () => setOnline(true)
  const offline = () => setOnline(false)
  page.addEventListener('online', online)
  page.addEventListener('offline', offline)
  setOnline(page.navigator.onLine)
  return () => {
    page.removeEventListener('online', online)
    page.removeEventListener('offline', offline)
  }
}

/** Passes network and foreground state, as WeChat reports them, to the query layer. Called once, at launch. */
export function watchNetwork() {
  onlineManager.setEventListener((setOnline) => {
    const page = browser()
    if (page) return inBrowser(page, setOnline)
    const listen = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected)
    Taro.onNetworkStatusChange(listen)
    void Taro.getNetworkType({ success: ({ networkType }) => setOnline(networkType !== 'none') })
    return () => Taro.offNetworkStatusChange(listen)
  })
}

/** Sets whether the app is in the foreground: nothing polls or renders in the background. */
export const setForeground = (shown: boolean) => focusManager.setFocused(shown)

const isOnline = () => onlineManager.isOnline()

/** Calls back whenever the network is lost or returns. Returns the function that unsubscribes. */
export const onNetwork = (listen: (online: boolean) => void) => onlineManager.subscribe(listen)

/** Returns true while there is a network. */
export const useOnline = () => useSyncExternalStore(onNetwork, isOnline, isOnline)
