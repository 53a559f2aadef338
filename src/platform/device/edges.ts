import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

/** What the page leaves free at its upper edge, in CSS pixels. */
interface Edges {
  /** Height of the status bar. */
  top: number
  /** Height of the navigation bar under it: WeChat's capsule stands in its middle. */
  row: number
  /** Width at the right that WeChat's capsule takes, its margins included. */
  side: number
}

/** Of the browser preview, which has neither status bar nor capsule. */
const none: Edges = { top: 0, row: 48, side: 0 }
/** Distance of a page's title from the capsule. */
const margin = 8

let guessed = false

function measured(): Edges {
  if (process.env.TARO_ENV === 'h5') return none
  const { statusBarHeight = 0, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  // Some versions of WeChat answer with zeros at the first start: the next page measures again.
  guessed = capsule.height <= 0 || capsule.left <= 0
  if (guessed) return { top: statusBarHeight, row: 44, side: 96 }
  return {
    top: statusBarHeight,
    row: capsule.height + 2 * Math.max(capsule.top - statusBarHeight, 4),
    side: windowWidth - capsule.left + margin,
  }
}

let known: Edges | undefined

/** Returns the same object as long as nothing has changed. */
function edges(): Edges {
  known ??= measured()
  return known
}

const watch = (listener: () => void) => {
  if (process.env.TARO_ENV === 'h5') return () => undefined
  const measure = () => {
    const now = measured()
    const before = edges()
    if (now.top === before.top && now.row === before.row && now.side === before.side) return
    known = now
    listener()
  }
  if (guessed) measure()
  Taro.onWindowResize(measure)
  return () => Taro.offWindowResize(measure)
}

/** Returns what the page leaves free at its upper edge: on a computer it changes with the window. */
export const useEdges = () => useSyncExternalStore(watch, edges, edges)
