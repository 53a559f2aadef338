import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/context/call'
import { onVisitEnd } from './ending/finish'
import { onDecision } from './ending/minimum'
import { ClosedLateJob, closedLateJob, onClosedLate } from './no-shows/closed-late'
import { onGraceOver } from './no-shows/no-show'
import { endHold, holdEndsJob } from './core/seats'
import { onPlaceMoved, PlaceMovedJob, placeMovedJob } from './schedule/place-moved'
import { remind } from './schedule/reminders'
import * as planned from './schedule/schedule-jobs'
import { onApproval } from './staff/staff-acts'
import { endWaiting, waitingEndsJob } from './waiting-list/waiting'

export const bookingJobs: Jobs = {
  [holdEndsJob]: job(v.object({ bookingId: id }), (context, { bookingId }) => endHold(context, bookingId)),
  [waitingEndsJob]: job(v.object({ slotId: id }), (context, { slotId }) => endWaiting(context, slotId)),
  [planned.reminderJob]: job(planned.ReminderJob, remind),
  [planned.approvalJob]: job(planned.ApprovalJob, onApproval),
  [planned.missJob]: job(planned.MissJob, onGraceOver),
  [closedLateJob]: job(ClosedLateJob, onClosedLate),
  [placeMovedJob]: job(PlaceMovedJob, onPlaceMoved),
  [planned.minimumJob]: job(planned.MinimumJob, onDecision),
  [planned.visitEndJob]: job(planned.VisitEndJob, onVisitEnd),
}
