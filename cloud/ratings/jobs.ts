import { job, type Jobs } from '../platform/context/call'
import { onOverdue, overdueJob, OverdueJob } from './rate-booking'

export const ratingJobs: Jobs = { [overdueJob]: job(OverdueJob, onOverdue) }
