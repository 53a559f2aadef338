import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** True while this page is the one on screen: hidden pages stay mounted in WeChat and must not draw. */
export function usePageVisible() {
  const [visible, setVisible] = useState(true)
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))
  return visible
}

/** Runs each time the page leaves the screen, the app going to the background included. */
export const useOnHide = (leave: () => void) => useDidHide(leave)
/** Runs each time the page comes to the screen. */
export const useOnShow = (come: () => void) => useDidShow(come)
