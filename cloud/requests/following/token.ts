import { suggestionMinutes } from '@doorstep/contract/rules'
import type { Acting } from '../../platform/context/call'
import { minuteMs } from '../../platform/time/calendar'

/** Returns a token with which the caller may follow a request they were suggested, and nobody else any other, for a while. */
export function followToken({ deps, districtId, actor, clock }: Acting, requestId: string): string {
  const until = String(clock.now().getTime() + suggestionMinutes * minuteMs)
  return `${until}.${deps.keys.sign('follow', String(districtId), actor.accountId, requestId, until)}`
}

/** Returns whether a token was given to the caller for this request and its time is not over. */
export function isFollowToken({ deps, districtId, actor, clock }: Acting, requestId: string, token: string): boolean {
  const [until = '', signature = ''] = token.split('.')
  return (
    Number(until) >= clock.now().getTime() && deps.keys.signedBy(signature, 'follow', String(districtId), actor.accountId, requestId, until)
  )
}
