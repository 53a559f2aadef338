import type { ProblemExtra } from '../../platform/process/problem'
import { timeMark } from '../../platform/time/words'
import type { StoredSlot } from './slot-row-store'

/** Suggested next actions of a refusal, shown as buttons by the client. */
export type Next = NonNullable<ProblemExtra['next']>

export const suggest = {
  joinWaiting: (slotId: string, forOther = false): Next[number] => ({
    does: 'joinWaiting',
    label: '候补这个时段',
    id: slotId,
    ...(forOther && { forOther }),
  }),
  otherService: (): Next[number] => ({ does: 'otherService', label: '看看别的服务' }),
  service: (code: string): Next[number] => ({ does: 'service', label: '看别的日子', id: code }),
  myBooking: (id: string): Next[number] => ({ does: 'myBooking', label: '看我的预约', id }),
  myWaiting: (id: string): Next[number] => ({ does: 'myWaiting', label: '看我的候补', id }),
  myHold: (id: string, forOther = false): Next[number] => ({ does: 'myHold', label: '继续填写', id, ...(forOther && { forOther }) }),
  myTicket: (id: string): Next[number] => ({ does: 'myTicket', label: '看排队情况', id }),
  checkIn: (id: string): Next[number] => ({ does: 'checkIn', label: '去签到', id }),
  myBookings: (): Next[number] => ({ does: 'myBooking', label: '看我的预约' }),
  appeal: (id: string): Next[number] => ({ does: 'appeal', label: '说明情况', id }),
  /** Suggests booking another slot, or the same one when it is free. */
  otherSlot: (slot: Pick<StoredSlot, 'id' | 'starts_at'>, forOther = false): Next[number] => ({
    does: 'otherSlot',
    label: `约${timeMark(slot.starts_at)}`,
    id: slot.id,
    ...(forOther && { forOther }),
  }),
  /** Suggests the same slot with fewer seats. */
  fewer: (slotId: string, seats: number, forOther = false): Next[number] => ({
    does: 'otherSlot',
    label: `约 ${seats} 个位置`,
    id: slotId,
    seats,
    ...(forOther && { forOther }),
  }),
}
