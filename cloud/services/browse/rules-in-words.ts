import { lateCancelMeans } from '@doorstep/contract/bookings/words'
import { minutesInWords } from '@doorstep/contract/time-words'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { ServiceWay } from '@doorstep/contract/services/words'

const periods = [
  ['day', '每天'],
  ['week', '每周'],
  ['month', '每月'],
] as const

/** Returns the rules a booker must know, each as one Chinese sentence. */
export function rulesInWords(rules: OpeningRules, way: ServiceWay): string[] {
  if (way === 'walkIn') return ['不用预约，直接到现场取号办理']
  const { minutes, leadMinutes, horizonDays, cancelMinutes, maxSeats, limits, approval, minimum, graceMinutes, walkInPercent } = rules
  const most = periods.flatMap(([period, name]) => (limits[period] === null ? [] : [`${name}最多约 ${limits[period]} 次`]))
  return [
    way === 'home' ? '工作人员在约定的时间段内上门' : `每次 ${minutesInWords(minutes)}`,
    `可以约今后 ${horizonDays} 天内的时间`,
    leadMinutes === 0 ? '开始之前都可以预约' : `最晚提前 ${minutesInWords(leadMinutes)}预约`,
    cancelMinutes === 0
      ? '开始之前都可以自己取消或改时间'
      : `开始前 ${minutesInWords(cancelMinutes)}可以自己取消或改时间，再晚取消${lateCancelMeans}`,
    ...(maxSeats > 1 ? [`一次最多约 ${maxSeats} 个位置`] : []),
    ...(most.length > 0 ? [most.join('，')] : []),
    ...(approval === null ? [] : [`提交后工作人员会在 ${approval.hours} 个工作小时内答复`]),
    ...(minimum === null
      ? []
      : [`满 ${minimum.people} 人开办；开始前 ${minutesInWords(minimum.decideHours * 60)}人数不够就取消，并通知您`]),
    ...(walkInPercent > 0 && way === 'slot' ? [`约 ${walkInPercent}% 的位置留给直接来现场的人`] : []),
    ...(way === 'slot' ? [`开始后 ${graceMinutes} 分钟还没签到，算没有到`] : []),
  ]
}
