import type { Context } from '../platform/context/call'
import type { Clock } from '../platform/process/clock'
import type { Db } from '../platform/database/database'
import { everyHour } from '../platform/jobs/every-hour'
import { replanForHolidays } from './replan-for-holidays'
import { generateSlots } from '../services/api'

/**
 * Makes the slots that came into reach, and has those of before follow the holidays as they are known now; at once and then every
 * hour until stopped. What fails in one district leaves the others alone.
 */
export function generateHourly(db: Db, clock: Clock, { deps, log }: Pick<Context, 'deps' | 'log'>): { stop: () => void } {
  const failed = (fault: unknown) => log.warn({ err: fault }, 'slots were not made')
  const turn = async () => {
    const districts = await db.selectFrom('district').select('district_id').execute()
    for (const { district_id: districtId } of districts) {
      await replanForHolidays(db, clock, districtId, { deps }).catch(failed)
      await generateSlots(db, clock, districtId).catch(failed)
    }
  }
  return everyHour(turn, failed)
}
