import { sql } from 'kysely'
import { minuteMs, type Day } from '../../platform/time/calendar'
import type { Tx } from '../../platform/database/database'
import type { ServiceFact } from '../places/venues-and-services'
import { lastOpenDay, undecidedUntil } from './booking-window'

/**
 * Returns by service code when the next slot begins that can be booked now, lead time and horizon respected; one statement, however many
 * services. A service without such a slot has no entry.
 */
export async function nextFreeOf(tx: Tx, districtId: number, services: readonly ServiceFact[], now: Date): Promise<Map<string, Date>> {
  const asked = services.filter(({ way }) => way !== 'walkIn')
  if (asked.length === 0) return new Map()
  const after = ({ rules }: ServiceFact) => new Date(now.getTime() + rules.leadMinutes * minuteMs).toISOString()
  const { rows } = await sql<{ code: string; starts_at: Date }>`
    select asked.code, next.starts_at
    from unnest(
      ${asked.map(({ code }) => code)}::text[],
      ${asked.map(after)}::timestamptz[],
      ${asked.map(({ rules }): Day => lastOpenDay(now, rules))}::date[],
      ${asked.map(({ rules }) => undecidedUntil(rules, now).toISOString())}::timestamptz[]
    ) as asked (code, after, last_day, undecided)
    cross join lateral (
      select slot.starts_at from slot
      where slot.district_id = ${districtId} and slot.service_code = asked.code
        and slot.day >= (asked.after at time zone 'Asia/Shanghai')::date and slot.day <= asked.last_day
        and slot.starts_at >= asked.after and slot.starts_at > ${now.toISOString()} and slot.state = 'open' and slot.taken < slot.capacity
        and (slot.starts_at > asked.undecided or slot.decided_at is not null)
      order by slot.day, slot.starts_at
      limit 1
    ) as next`.execute(tx)
  return new Map(rows.map(({ code, starts_at: startsAt }) => [code, startsAt]))
}
