import { job, type Jobs } from '../platform/call'
import { onOverdue, overdueJob, OverdueJob } from './service-ratings'

export const ratingJobs: Jobs = { [overdueJob]: job(OverdueJob, onOverdue) }
