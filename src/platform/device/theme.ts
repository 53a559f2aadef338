import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

const read = () => (Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light')

function watch(listener: () => void) {
  Taro.onThemeChange(listener)
  return () => Taro.offThemeChange(listener)
}

/** WeChat's theme, for the few things style sheets cannot colour: a map's polygons, a canvas. */
export const useTheme = () => useSyncExternalStore(watch, read, read)
