import { useEffect, useState } from 'react'
import { useOnShow } from '../navigation/visible'
import { dropFileDraft, fileDrafts } from './file-drafts'
import { onFiled } from './request-queue'

/** Returns the drafts of 提诉求 on this device, read again when the page is shown and when one was filed, and the function that deletes one. */
export function useFileDrafts() {
  const [drafts, setDrafts] = useState(fileDrafts)
  const again = () => setDrafts(fileDrafts())
  useOnShow(again)
  useEffect(() => onFiled(() => setDrafts(fileDrafts())), [])
  const drop = (of: string) => {
    dropFileDraft(of)
    again()
  }
  return { drafts, drop }
}
