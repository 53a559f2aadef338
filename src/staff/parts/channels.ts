import { channelNames, channels } from '@doorstep/contract/requests/words'

/** The ways in which requests come in (受理渠道), as a filter; the first is all of them. */
export const ways = [{ value: '' as const, label: '全部渠道' }, ...channels.map((value) => ({ value, label: channelNames[value] }))]

export type Way = (typeof ways)[number]['value']
