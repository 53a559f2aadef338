/** 吹哨报到 in words. Separate from the schemas, so that a screen that only shows names bundles no schema. */

export const whistleStates = ['suggested', 'open', 'closed', 'declined'] as const
export type WhistleState = (typeof whistleStates)[number]
export const whistleStateWords = {
  suggested: { name: '等街道定', tone: 'warning' },
  open: { name: '召集中', tone: 'info' },
  closed: { name: '已结束', tone: 'done' },
  declined: { name: '没有吹哨', tone: 'plain' },
} as const satisfies Record<WhistleState, { name: string; tone: 'info' | 'warning' | 'done' | 'plain' }>

/** What became of the call of one unit. */
export const callStates = ['called', 'responding', 'arrived', 'done', 'notDone', 'confirmed', 'cannot', 'excused'] as const
export type CallState = (typeof callStates)[number]
export const callStateWords = {
  called: { name: '等回应', tone: 'warning' },
  responding: { name: '在路上', tone: 'info' },
  arrived: { name: '已到场', tone: 'info' },
  done: { name: '报了结果', tone: 'info' },
  notDone: { name: '退回再办', tone: 'warning' },
  confirmed: { name: '已办成', tone: 'done' },
  cannot: { name: '不能到场', tone: 'danger' },
  excused: { name: '不用来了', tone: 'plain' },
} as const satisfies Record<CallState, { name: string; tone: 'info' | 'warning' | 'done' | 'danger' | 'plain' }>

/** The clocks of a call: until it is answered, until its unit has come, until there is a result. */
export const callClocks = ['whistleRespond', 'whistleArrive', 'whistleResult'] as const
export type CallClock = (typeof callClocks)[number]
export const callClockNames = { whistleRespond: '回应', whistleArrive: '到场', whistleResult: '办理' } as const satisfies Record<
  CallClock,
  string
>
