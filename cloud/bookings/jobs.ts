import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/call'
import { ApprovalJob, approvalJob, onApproval } from './approval'
import { MinimumJob, minimumJob, onDecision } from './minimum'
import { MissJob, missJob, onGraceOver } from './no-show'
import { endHold, holdEndsJob } from './places'
import { remind, ReminderJob, reminderJob } from './reminders'
import { onVisitEnd, VisitEndJob, visitEndJob } from './visit-end'
import { endWaiting, waitingEndsJob } from './waiting'

export const bookingJobs: Jobs = {
  [holdEndsJob]: job(v.object({ bookingId: id }), (context, { bookingId }) => endHold(context, bookingId)),
  [waitingEndsJob]: job(v.object({ slotId: id }), (context, { slotId }) => endWaiting(context, slotId)),
  [reminderJob]: job(ReminderJob, remind),
  [approvalJob]: job(ApprovalJob, onApproval),
  [missJob]: job(MissJob, onGraceOver),
  [minimumJob]: job(MinimumJob, onDecision),
  [visitEndJob]: job(VisitEndJob, onVisitEnd),
}
