import { ruleWords } from '@doorstep/contract/rule-words'
/** The lists of bookings, and what an empty one says. */
export const views = {
  pending: { label: '待确认', none: '没有等您确认的预约', why: '有新的会马上出现在这里。' },
  appeals: { label: '申诉', none: '没有要答复的申诉', why: '居民说明没来的原因后会出现在这里。' },
  home: { label: '上门', none: '没有要安排的上门', why: '居民约了上门服务会出现在这里。' },
  calls: { label: '要打电话', none: '没有要打电话告诉的人', why: '代约的人没有账号：取消了或改了时间，会出现在这里。' },
  find: { label: '查找', none: '没有找到', why: ruleWords.notFoundBooking },
} as const

export type View = keyof typeof views
export const isView = (value: string): value is View => value in views
