import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/context/call'
import { endDay } from './day-end'
import { onClosing } from './closing'
import { ClosingJob, closingJob, dayEndJob } from '../queue/api'

export const counterJobs: Jobs = {
  [closingJob]: job(ClosingJob, onClosing),
  [dayEndJob]: job(v.object({ venueCode: v.string(), day }), endDay),
}
