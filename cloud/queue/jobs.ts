import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/context/call'
import { endDay } from '../counter/day-end'
import { dayEndJob } from './numbers/tickets'

export const queueJobs: Jobs = {
  [dayEndJob]: job(v.object({ venueCode: v.string(), day }), endDay),
}
