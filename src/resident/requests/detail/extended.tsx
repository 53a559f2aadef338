import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useNow } from '../../../platform/api/now'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'

/** Renders to when the time was extended, why, and how often it was; nothing once it is answered. */
export function Extended({ of: { extensions, promisedAt } }: { of: RequestDetail }) {
  const now = useNow()
  const last = extensions[extensions.length - 1]
  if (last === undefined || promisedAt === null) return null
  return (
    <Words size={15} tone="second">
      {`延期到${moment(last.to, now)}，因为：${last.reason}${extensions.length > 1 ? `（一共延期 ${extensions.length} 次）` : ''}`}
    </Words>
  )
}
