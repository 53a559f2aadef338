import type { Context } from '../platform/call'
import type { Clock } from '../platform/clock'
import type { Db } from '../platform/database'
import { everyHour } from '../platform/every-hour'
import { generateSlots } from './generate'

/** Makes the slots that came into reach, now and then every hour until stopped. */
export function generateHourly(db: Db, clock: Clock, log: Context['log']): { stop: () => void } {
  const turn = async () => {
    const districts = await db.selectFrom('district').select('district_id').execute()
    for (const { district_id: districtId } of districts) await generateSlots(db, clock, districtId)
  }
  return everyHour(turn, (fault) => log.warn({ err: fault }, 'slots were not made'))
}
