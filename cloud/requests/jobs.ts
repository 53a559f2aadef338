import { job, type Jobs } from '../platform/context/call'
import { closeUnrated, UnratedJob, unratedJob } from './actions/closing'

export const requestJobs: Jobs = { [unratedJob]: job(UnratedJob, closeUnrated) }
