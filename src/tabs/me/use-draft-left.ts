import { useFileDrafts } from '../../platform/sending/use-file-drafts'

/** Returns what to say of the unsent requests on this device, and which draft an only one is; undefined when there is none. */
export function useDraftLeft(): { line: string; draft: string } | undefined {
  const [first, ...others] = useFileDrafts().drafts
  if (first === undefined) return undefined
  if (others.length > 0) return { line: `有 ${others.length + 1} 件没写完`, draft: '' }
  const { waiting, text, of } = first
  return { line: waiting ? '已提交，连上网会自动发出' : text.slice(0, 20), draft: of }
}
