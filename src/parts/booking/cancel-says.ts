import { lateCancelMeans } from '@doorstep/contract/bookings/words'
import { serverNow } from '../../platform/api/server-clock'
import { moment } from '../../ui/format'

/** Returns until when a booking can be cancelled or moved and what counts after that, as it is said before it is too late. */
export const cancelSays = (until: string, startsAt: string, now = serverNow()): string => {
  if (Date.parse(until) < now) return `离开始很近了：约好以后不能自己改时间，取消${lateCancelMeans}。`
  const free = `${moment(until, now)} 前可以自己取消或改时间`
  return Date.parse(until) < Date.parse(startsAt) ? `${free}；再晚取消，${lateCancelMeans}。` : `${free}。`
}
