import { useState } from 'react'
import { asText, stored } from '../../platform/device/storage'

/** Which window this device stands at in a place: chosen once, remembered. */
export function useWindow(venue: string) {
  const [slot] = useState(() => stored(`staff.window.${venue}`, asText))
  const [name, setName] = useState(slot.get)
  const choose = (chosen: string) => {
    slot.set(chosen)
    setName(chosen)
  }
  return [name, choose] as const
}
