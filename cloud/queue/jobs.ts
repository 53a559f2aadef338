import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/call'
import { endDay } from './day-end'
import { dayEndJob } from './tickets'

export const queueJobs: Jobs = {
  [dayEndJob]: job(v.object({ venueCode: v.string(), day }), endDay),
}
