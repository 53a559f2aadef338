import { job, type Jobs } from '../platform/context/call'
import { OddJob, oddJob, onOddMinute } from './odd-batches'
import { ContactJob, contactJob, onContactDue } from './remedy'
import { badJob, onBad, onOverdue, onTold, overdueJob, RatingJob, toldJob } from './notify'

export const ratingJobs: Jobs = {
  [contactJob]: job(ContactJob, onContactDue),
  [oddJob]: job(OddJob, onOddMinute),
  [badJob]: job(RatingJob, onBad),
  [overdueJob]: job(RatingJob, onOverdue),
  [toldJob]: job(RatingJob, onTold),
}
