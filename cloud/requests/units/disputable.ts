import { disputeDays } from '@doorstep/contract/rules'
import { dueAt } from '../../platform/time/deadline'

/** Returns until when a unit may dispute its part. */
export const disputableUntil = ({ at }: { at: Date }): Date => dueAt(at, { amount: disputeDays, unit: 'workingDay' }).at
