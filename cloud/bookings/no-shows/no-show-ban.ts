import { serviceGroups, type ServiceGroup } from '@doorstep/contract/services/words'
import { personOf } from '../../account/api'
import type { RuleContext } from '../../platform/context/call'
import { dayInWords } from '../../platform/time/words'
import { limitAt } from '../eligibility/eligibility-store'

/** 爽约限制 that holds for an account in a group of services now. */
export interface NoShowBan {
  /** The no-show it stands on. */
  bookingId: string
  until: Date
  /** Its booker has said why. */
  explained: boolean
  says: string
}

/** Whether an account may not book a group online now, and why; null when it may, as elders always do. */
export async function activeNoShowBan(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  accountId: string,
  group: ServiceGroup,
): Promise<NoShowBan | null> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const limit = await limitAt(tx, districtId, accountId, group, now)
  if (limit === undefined || (await personOf(context, accountId))?.elder === true) return null
  const explained = limit.appealed_at !== null
  const says = `近期约了没有来，${serviceGroups[group]}类服务${dayInWords(limit.until_at, now)}前不能在线预约；${explained ? '' : '可以说明情况，也'}可以直接到现场办理`
  return { bookingId: limit.booking_id, until: limit.until_at, explained, says }
}
