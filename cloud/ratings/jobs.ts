import { job, type Jobs } from '../platform/context/call'
import { onOverdue, onTold, overdueJob, RatingJob, toldJob } from './rate-booking'

export const ratingJobs: Jobs = { [overdueJob]: job(RatingJob, onOverdue), [toldJob]: job(RatingJob, onTold) }
