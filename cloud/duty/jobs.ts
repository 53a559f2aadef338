import { job, type Jobs } from '../platform/context/call'
import { leaveJob, LeaveJob, onLeave } from './leave-begins'

export const dutyJobs: Jobs = { [leaveJob]: job(LeaveJob, onLeave) }
