import type { Home, Me } from '@doorstep/contract/account'
import type { BuildingRow } from '@doorstep/contract/grids'
import { useSyncExternalStore } from 'react'
import { currentHome, useMe, useSignedIn } from '../api/me'
import { go } from '../navigation/navigate'
import type { Read } from '../api/query'
import { asList, asRecord, stored } from '../device/storage'

/**
 * Text fields of a stored building. The grid of this device is the current home's, or, before a home is bound, that of a building chosen
 * here.
 */

const texts = ['code', 'name', 'address', 'gridCode', 'gridName', 'communityName'] as const

const asBuilding = (raw: unknown): BuildingRow | undefined => {
  const row = asRecord(raw)
  return row && texts.every((name) => typeof row[name] === 'string') && asList(row.units)?.every((unit) => typeof unit === 'string')
    ? (row as unknown as BuildingRow)
    : undefined
}
const isBuilding = (row: BuildingRow | undefined): row is BuildingRow => row !== undefined

const chosen = stored('doorstep.chosen', asBuilding)
/** Stored under `cache.` so that signing out removes it: it reveals where people live. */
const recent = stored('cache.buildings', (raw) => asList(raw)?.map(asBuilding).filter(isBuilding))
const mostRecent = 5

const watchers = new Set<() => void>()
let shown: BuildingRow | undefined
let looked = false
const watch = (listener: () => void) => {
  watchers.add(listener)
  return () => {
    watchers.delete(listener)
  }
}
function chosenNow() {
  if (!looked) shown = chosen.get()
  looked = true
  return shown
}

/** Returns the buildings picked on this device, newest first. */
export const recentBuildings = () => recent.get() ?? []

/** Stores a building that was picked, for the next search and for the page that binds it. */
export function keepBuilding(building: BuildingRow) {
  recent.set([building, ...recentBuildings().filter(({ code }) => code !== building.code)].slice(0, mostRecent))
}

/** Shows this building's grid on the home tab of this device, without an account. */
export function lookAt(building: BuildingRow) {
  keepBuilding(building)
  chosen.set(building)
  shown = building
  looked = true
  watchers.forEach((listener) => listener())
}

export interface CurrentGrid {
  /** The grid to show; undefined until one is known or found. */
  gridCode: string | undefined
  home: Home | undefined
  homes: readonly Home[]
  /** The building looked at without an account. */
  looked: BuildingRow | undefined
  signedIn: boolean
  /** The account; stays loading while nobody is signed in. */
  me: Read<Me>
  /** False until it is known whether a home is bound. */
  known: boolean
  /** True once `gridCode` does not change by itself any more: what depends on it is read once. */
  settled: boolean
}

/** Returns the grid of the device's user: that of their current home, else of the building looked at. */
export function useCurrentGrid(): CurrentGrid {
  const here = useSignedIn()
  const me = useMe()
  const building = useSyncExternalStore(watch, chosenNow, chosenNow)
  const home = here ? currentHome(me.value) : undefined
  return {
    gridCode: home?.building.gridCode ?? building?.gridCode,
    home,
    homes: here ? (me.value?.homes ?? []) : [],
    looked: building,
    signedIn: here,
    me,
    known: !here || me.value !== undefined,
    settled: !here || me.value !== undefined || me.problem !== undefined,
  }
}

let asked: ((building: BuildingRow | undefined) => void) | undefined

/** Returns true while a page waits for a building to be picked. */
export const isBuildingAsked = () => asked !== undefined

/** Answers the page that asked; the finder calls it with undefined when it is left. */
export function answerBuilding(building: BuildingRow | undefined) {
  const answer = asked
  asked = undefined
  answer?.(building)
}

/** Opens the finder and waits for a building, for a form about another location. Undefined when the user goes back. */
export function askBuilding(): Promise<BuildingRow | undefined> {
  answerBuilding(undefined)
  return new Promise((resolve) => {
    asked = resolve
    void go('grids/find', { for: 'answer' })
  })
}
