import { promisedWords, transfers } from '@doorstep/contract/requests/words'
import { timeMark, dayMark } from '../../platform/time/words'
import { isLate, promiseBroken } from '../people/access'
import { withoutHandler } from '../people/people'
import type { ListedRequest } from '../case/requests-store'

/** The side a request is read from. */
export type Side = 'requester' | 'staff'

interface NextStepInput {
  row: ListedRequest
  /** The handler's name as this side may know it; null while there is none. */
  handler: string | null
  side: Side
  now: Date
}

/** Returns the next step of a request that is handled together with another, whose handler nobody is told here. */
const together = (row: ListedRequest, { toHer, by, what, now }: { toHer: boolean; by: string; what: string; now: Date }) =>
  !toHer
    ? `已并入另一件一起办，答应居民${by}${what}`
    : promiseBroken(row, now)
      ? `和相近的一件一起办，本应在${by}${what}，已经超时`
      : `和相近的一件一起办，会在${by}${what}`

/** Returns the next step in words: who acts and by when (`李明会在今天 18:00 前答复您`). */
export function nextStepInWords({ row, handler, side, now }: NextStepInput): string {
  const toHer = side === 'requester'
  switch (row.state) {
    case 'submitted':
    case 'accepted':
    case 'handling':
    case 'rework': {
      const who = handler ?? withoutHandler(row)
      const what = `${promisedWords[row.state]}${toHer && row.state !== 'submitted' ? '您' : ''}`
      if (row.promised_at === null) return `等${who}${what}`
      const by = `${timeMark(row.promised_at)} 前`
      if (row.merged_into !== null) return together(row, { toHer, by, what, now })
      return promiseBroken(row, now) ? `本应在${by}${what}，已经超时，已提醒${who}` : `${who}会在${by}${what}`
    }
    case 'infoNeeded':
      // What was late before she was asked stays late: nothing stands still.
      if (isLate(row, now)) return toHer ? '请您补充一点情况' : '等居民补充情况，已经超时'
      return toHer ? '请您补充一点情况，等您的时间不算在内' : '等居民补充情况，这段时间不算'
    case 'replied': {
      const by = row.rate_by === null ? '' : `在${dayMark(row.rate_by)}前`
      return toHer ? `请您${by}评价，不满意会换人重办` : `等居民${by}评价`
    }
    case 'notAccepted':
      if (row.transferred_to !== null)
        return `已转到${transfers[row.transferred_to].name}${toHer && !row.contested ? '，不同意可以申诉一次' : ''}`
      return toHer && !row.contested ? '不同意可以申诉一次' : '请按告知的途径办理'
    case 'closed':
      return '已经办结归档'
    case 'withdrawn':
      if (row.unsplit_at !== null) return '已并回原来那一件一起办'
      return toHer ? '您已撤回' : '居民已撤回'
  }
}
