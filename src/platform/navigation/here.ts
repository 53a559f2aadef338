import Taro from '@tarojs/taro'
import { useState, useSyncExternalStore } from 'react'
import { pathOf, tabs, type Tab } from './pages'
import { useOnShow } from './visible'

/** Where the page being rendered stands. */
interface Here {
  /** Title in the page's config. */
  title: string
  /** The tab, where the page is one. */
  tab: Tab | undefined
  /** Where its back button leads: to the page before, or home when it was opened directly. */
  way: 'back' | 'home' | undefined
}

// WeChat's route has no leading slash, the browser's has.
const tabAt = (route = '') => (Object.keys(tabs) as Tab[]).find((tab) => pathOf(tab) === `/${route.replace(/^\//, '')}`)

function here(): Here {
  const stack = Taro.getCurrentPages()
  const tab = tabAt(stack.slice(-1)[0]?.route)
  const config: unknown = Taro.getCurrentInstance().page?.config?.navigationBarTitleText
  return {
    title: typeof config === 'string' ? config : '',
    tab,
    way: tab ? undefined : stack.length > 1 ? 'back' : 'home',
  }
}

/** Returns title, tab and way back of the page; they stay what they were when it was opened. */
export const useHere = () => useState(here)[0]

let shown: Tab | undefined
const watchers = new Set<() => void>()
const current = () => (shown ??= tabAt(Taro.getLaunchOptionsSync().path) ?? 'home')
const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}

/** Marks a tab as the one shown. Called before it is opened, so that a tab bar that is made for its page begins with it. */
export function markTab(tab: Tab) {
  if (shown === tab) return
  shown = tab
  watchers.forEach((listener) => listener())
}

/** Returns the tab that is shown. Every tab's page has a tab bar of its own; all of them follow. */
export const useShownTab = () => useSyncExternalStore(watch, current, current)

/** Marks the page's tab whenever the page is shown, however it was reached. */
export const useMarkedTab = (tab: Tab | undefined) =>
  useOnShow(() => {
    if (tab) markTab(tab)
  })
