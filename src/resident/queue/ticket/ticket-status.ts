import type { TicketView } from '@doorstep/contract/queue/views'

export interface TicketStatus {
  /** The most important sentence now. */
  headline: string
  /** What it means and what to do. */
  detail: string
  tone: 'info' | 'warning' | 'danger' | undefined
  /** Whether the person has to go to the counter now. */
  urgent: boolean
}

/** Returns the status of a ticket in words that need no calculation. */
export function ticketStatusOf(t: TicketView): TicketStatus {
  const window = t.window === null ? '柜台' : t.window
  switch (t.state) {
    case 'called':
      return { headline: `请到 ${window}`, detail: '现在叫到您了，请马上过去。', tone: 'danger', urgent: true }
    case 'serving':
      return { headline: `正在 ${window} 办理`, detail: '', tone: 'info', urgent: false }
    case 'passed':
      return { headline: '已经过号', detail: t.says, tone: 'warning', urgent: true }
    case 'done':
      return { headline: '已经办完', detail: '谢谢您来。', tone: undefined, urgent: false }
    case 'void':
      return { headline: t.leftOver ? '这个号已结束' : '这个号已作废', detail: t.says, tone: undefined, urgent: false }
    case 'waiting':
      return {
        headline: t.ahead === 0 ? '下一个就是您' : `前面还有 ${t.ahead} 位`,
        // With an open window the estimate for the next person is zero, and what to do is more useful.
        detail: [t.estimate.to === 0 ? '请在等候区坐好，听到叫号就过去' : t.estimate.says, t.says].filter(Boolean).join('。'),
        tone: 'info',
        urgent: t.ahead === 0,
      }
  }
}
