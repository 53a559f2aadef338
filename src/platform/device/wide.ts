import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

/** From this width on, list and case stand side by side. CSS pixels. */
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

/** True on a desk: a browser window, WeChat on a computer or tablet. */
export const useWide = () => useSyncExternalStore(watch, isWide, isWide)
