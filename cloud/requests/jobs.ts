import { job, type Jobs } from '../platform/context/call'
import { closeUnrated, UnratedJob, unratedJob } from './actions/closing'
import { onWaiting, WaitingJob, waitingJob } from './actions/waiting'
import { stepJob } from './steps/keep-step'
import { followersJob, FollowersJob, onFollowers } from './following/tell'
import { FollowJob, followJob } from './together/following'
import { onFollow } from './together/follow'
import { onWords, WordsJob, wordsJob } from './together/words'
import { onStep, StepJob } from './steps/step-due'

export const requestJobs: Jobs = {
  [unratedJob]: job(UnratedJob, closeUnrated),
  [followersJob]: job(FollowersJob, onFollowers),
  [stepJob]: job(StepJob, onStep),
  [followJob]: job(FollowJob, onFollow),
  [wordsJob]: job(WordsJob, onWords),
  [waitingJob]: job(WaitingJob, onWaiting),
}
