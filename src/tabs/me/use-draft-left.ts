import { useState } from 'react'
import { asRecord, asText, stored } from '../../platform/device/storage'
import { useOnShow } from '../../platform/navigation/visible'

const slot = stored('draft.requests.file', asRecord)

/** Returns the first words of an unsent request draft; undefined when there is none. Read again each time the page is shown. */
export function useDraftLeft() {
  const read = () => {
    const draft = slot.get()
    if (draft?.waiting === true) return '已提交，连上网会自动发出'
    return draft && (asText(draft.text)?.trim().slice(0, 20) ?? '')
  }
  const [left, setLeft] = useState(read)
  useOnShow(() => setLeft(read()))
  return left
}
