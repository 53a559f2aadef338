import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, type Jobs } from '../platform/call'
import { endHold, holdEndsJob } from './places'

export const bookingJobs: Jobs = {
  [holdEndsJob]: job(v.object({ bookingId: id }), (context, { bookingId }) => endHold(context, bookingId)),
}
