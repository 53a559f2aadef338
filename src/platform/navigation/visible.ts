import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** Returns true while this page is the one on screen: hidden pages stay mounted in WeChat and must not render. */
export function usePageVisible() {
  const [visible, setVisible] = useState(true)
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))
  return visible
}

/** Runs each time the page is hidden, also when the app goes to the background. */
export const useOnHide = (leave: () => void) => useDidHide(leave)
/** Runs each time the page is shown. */
export const useOnShow = (come: () => void) => useDidShow(come)
