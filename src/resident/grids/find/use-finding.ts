import type { BuildingRow, GridRow } from '@doorstep/contract/grids'
import { useState } from 'react'
import { whereAmI } from '../../../platform/place/location'
import { readOnce } from '../../../platform/api/query'
import type { Problem } from '../../../platform/api/result'
import { tokenIn, scanCode } from '../../../platform/device/scan'

export interface Near {
  grid: GridRow
  buildings: BuildingRow[]
}

const unknownCode = '这不是门牌码。请扫楼门口或入户门上的“家门口”二维码，也可以搜地址。'
const noPlace = '没有用到您的位置，不影响使用：请搜地址，或从楼栋列表里选。'

/** Finds a building by a door's code or by position; failures are explained in words, and the other ways stay available. */
export function useFinding(pick: (building: BuildingRow) => void) {
  const [busy, setBusy] = useState<'scan' | 'place'>()
  const [said, setSaid] = useState('')
  const [near, setNear] = useState<Near>()
  /** WeChat remembers a refusal; only its own settings page can undo it. */
  const [refused, setRefused] = useState<Problem>()

  const failed = (problem: Problem) => {
    setSaid(problem.code === 'cancelled' ? '' : problem.detail)
    setRefused(problem)
  }

  const scan = async () => {
    setSaid('')
    setRefused(undefined)
    const scanned = await scanCode()
    if (!scanned.ok) {
      failed(scanned.problem)
      return
    }
    const token = tokenIn(scanned.value)
    if (token === undefined) {
      setSaid(unknownCode)
      return
    }
    setBusy('scan')
    const door = await readOnce('GET /v1/doors/{token}', { params: { token } })
    setBusy(undefined)
    if (door.ok) pick(door.value)
    else setSaid(door.problem.code === 'badInput' ? unknownCode : door.problem.detail)
  }

  const locate = async () => {
    setSaid('')
    setRefused(undefined)
    setBusy('place')
    const place = await whereAmI()
    if (!place.ok) {
      setBusy(undefined)
      setRefused(place.problem)
      setSaid(place.problem.code === 'noticeRefused' ? place.problem.detail : noPlace)
      return
    }
    const { longitude, latitude, datum } = place.value
    const found = await readOnce('GET /v1/grid-at', { query: { lng: String(longitude), lat: String(latitude), datum } })
    setBusy(undefined)
    if (!found.ok) {
      failed(found.problem)
      return
    }
    setNear(found.value)
  }

  return { busy, said, near, refused, scan, locate }
}
