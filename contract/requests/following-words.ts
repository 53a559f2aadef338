import type { RequestKind, RequestState } from './case'

/** 疑似重复和我也遇到 in words, without schemas: what others are told of a request that is not theirs. */

/** Kinds of request that others may be shown and may follow: never a 举报, and a question (咨询) is one's own. */
export const sharedKinds: readonly RequestKind[] = ['help', 'complaint', 'suggest']

/** How a request stands, for those who did not file it. */
export const followedStateNames = {
  submitted: '已提交，等受理',
  infoNeeded: '正在核实情况',
  accepted: '已受理',
  handling: '办理中',
  replied: '已答复',
  rework: '重新办理',
  notAccepted: '没有受理',
  closed: '已办结',
  withdrawn: '提的人撤回了',
} as const satisfies Record<RequestState, string>
