import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'
import { asFlag, asNumber, asRecord, stored } from './storage'

/** From this value on WeChat's own font setting switches the elder layout on (reference: WeChat 关怀模式 is 1.4). */
const elderFrom = 1.3
/** Scale of elder mode: body text of 17 becomes 22 or more. */
export const elderScale = 1.32
const largest = 1.8

/** The text sizes the user can choose, besides WeChat's own setting. */
export const textScales = [1, 1.15, elderScale, 1.5] as const

export type TextScale = (typeof textScales)[number]

const own = stored('look.elder', asFlag)
const ownScale = stored('look.scale', (raw) => textScales.find((scale) => scale === asNumber(raw)))
const watchers = new Set<() => void>()

/** Returns WeChat's font setting as a scale of the standard size; 1 where unknown. */
function systemScale(): number {
  try {
    const info = asRecord(Taro.getAppBaseInfo())
    const factor = Number(info?.fontSizeScaleFactor ?? Number(info?.fontSizeSetting ?? 17) / 17)
    return Number.isFinite(factor) ? Math.min(Math.max(factor, 1), largest) : 1
  } catch {
    return 1
  }
}

export interface Look {
  /** Elder mode: fewer things, larger, voice first. */
  elder: boolean
  /** Factor of every text size. */
  scale: number
  /** The size chosen by the user; undefined while WeChat's own is followed. */
  chosen: TextScale | undefined
}

let look: Look | undefined
/** A look that is only shown; undefined where there is none. */
let shown: boolean | undefined

function current(): Look {
  if (look) return look
  const system = systemScale()
  const elder = shown ?? own.get() ?? system >= elderFrom
  const chosen = ownScale.get()
  const scale = chosen ?? system
  look = { elder, scale: elder ? Math.max(scale, elderScale) : scale, chosen }
  return look
}

const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}

/** Reads WeChat's font setting again; called when the app comes to the foreground. */
export function refreshLook() {
  const before = current()
  look = undefined
  const after = current()
  if (before.elder === after.elder && before.scale === after.scale && before.chosen === after.chosen) look = before
  else watchers.forEach((listener) => listener())
}

/** Shows or hides 长辈版 until the app starts again, without storing a choice; used by the gallery. */
export function showElder(on: boolean) {
  shown = on
  refreshLook()
}

/** Switches 长辈版 on or off; the user's choice overrides WeChat's setting. */
export function setElder(on: boolean) {
  own.set(on)
  refreshLook()
}

/** Sets the text size; undefined follows WeChat's setting again. */
export function setTextScale(scale: TextScale | undefined) {
  if (scale === undefined) ownScale.clear()
  else ownScale.set(scale)
  refreshLook()
}

/** Returns elder mode and the text scale. */
export const useElder = () => useSyncExternalStore(watch, current, current)

/** Scale of type from which on the words and the button of a row fill the width of the smallest phone. */
const withoutIcons = 1.5

/** Returns whether rows have room for an icon beside their words and their button. */
export const useRoomForIcons = () => useElder().scale < withoutIcons
