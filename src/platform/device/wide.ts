import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

/** Width in CSS pixels from which list and detail are shown side by side. */
const wideFrom = 900

const width = () => Taro.getWindowInfo().windowWidth
const watch = (listener: () => void) => {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('resize', listener)
    return () => window.removeEventListener('resize', listener)
  }
  Taro.onWindowResize(listener)
  return () => Taro.offWindowResize(listener)
}
const isWide = () => width() >= wideFrom

/** Returns true on a wide screen: a browser window, WeChat on a computer or tablet. */
export const useWide = () => useSyncExternalStore(watch, isWide, isWide)
