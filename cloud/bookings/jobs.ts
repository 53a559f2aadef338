import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/context/call'
import { ApprovalJob, approvalJob, onApproval } from './staff/approval'
import { MinimumJob, minimumJob, onDecision } from './ending/minimum'
import { MissJob, missJob, onGraceOver } from './no-shows/no-show'
import { endHold, holdEndsJob } from './core/seats'
import { remind, ReminderJob, reminderJob } from './schedule/reminders'
import { onVisitEnd, VisitEndJob, visitEndJob } from './ending/visit-end'
import { endWaiting, waitingEndsJob } from './waiting-list/waiting'

export const bookingJobs: Jobs = {
  [holdEndsJob]: job(v.object({ bookingId: id }), (context, { bookingId }) => endHold(context, bookingId)),
  [waitingEndsJob]: job(v.object({ slotId: id }), (context, { slotId }) => endWaiting(context, slotId)),
  [reminderJob]: job(ReminderJob, remind),
  [approvalJob]: job(ApprovalJob, onApproval),
  [missJob]: job(MissJob, onGraceOver),
  [minimumJob]: job(MinimumJob, onDecision),
  [visitEndJob]: job(VisitEndJob, onVisitEnd),
}
