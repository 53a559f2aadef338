import { job, type Jobs } from '../platform/context/call'
import { closeUnrated, UnratedJob, unratedJob } from './actions/closing'
import { onWaiting, WaitingJob, waitingJob } from './actions/waiting'
import { stepJob } from './steps/keep-step'
import { followersJob, FollowersJob, onFollowers } from './following/tell'
import { onStep, StepJob } from './steps/step-due'

export const requestJobs: Jobs = {
  [unratedJob]: job(UnratedJob, closeUnrated),
  [followersJob]: job(FollowersJob, onFollowers),
  [stepJob]: job(StepJob, onStep),
  [waitingJob]: job(WaitingJob, onWaiting),
}
