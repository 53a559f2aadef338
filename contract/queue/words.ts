export const ticketStates = ['waiting', 'called', 'serving', 'done', 'passed', 'void'] as const

export const ticketStateNames = {
  waiting: '等候中',
  called: '正在叫号',
  serving: '办理中',
  done: '已办完',
  passed: '已过号',
  void: '已作废',
} as const satisfies Record<(typeof ticketStates)[number], string>
