import { job, type Jobs } from '../platform/context/call'
import { badJob, onBad, onOverdue, onTold, overdueJob, RatingJob, toldJob } from './notify'

export const ratingJobs: Jobs = {
  [badJob]: job(RatingJob, onBad),
  [overdueJob]: job(RatingJob, onOverdue),
  [toldJob]: job(RatingJob, onTold),
}
