import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/context/call'
import { endDay } from './day-end'
import { dayEndJob } from '../queue/api'

export const counterJobs: Jobs = {
  [dayEndJob]: job(v.object({ venueCode: v.string(), day }), endDay),
}
