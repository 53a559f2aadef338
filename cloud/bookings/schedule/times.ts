import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { planDays } from '@doorstep/contract/rules'
import type { DayRow } from '@doorstep/contract/services/views'
import type { Acting } from '../../platform/context/call'
import type { Actor, Visitor } from '../../platform/process/actor'
import { addDays, dayOf, type Day } from '../../platform/time/calendar'
import { lastOpenDay, liveService, nextFreeOf } from '../../services/api'
import type { ServiceFact } from '../../services/places/venues-and-services'
import { dayRows, slotRows } from './days'
import { bookable } from './service-detail'

type Caller = Acting<Actor | Visitor>
type Times = (typeof bookingEndpoints.table)['GET /v1/services/{code}/times']

/**
 * Returns a service with its days open for booking and the slots of one: of the day asked for, else of the first that has something free,
 * or a waiting list. Where nothing is free in the first days and nothing was asked for, they begin with the day of the next free slot.
 */
export async function times(call: Caller, code: string, { from, day }: Parsed<Times>['query']): Promise<Reply<Times>> {
  const given = await liveService(call, code)
  const { service } = given
  const shown = bookable(call, given)
  if (service.way === 'walkIn') return { service: shown, days: [], day: null, slots: [] }
  const { rows, own } = await daysShown(call, service, { from, day })
  const chosen = rows.find((row) => row.day === day) ?? firstUseful(rows)
  if (chosen === undefined) return { service: shown, days: rows, day: null, slots: [] }
  return { service: shown, days: rows, day: chosen.day, slots: await slotRows(call, service, chosen.day, own) }
}

type Days = Awaited<ReturnType<typeof dayRows>>

async function daysShown(call: Caller, service: ServiceFact, { from, day }: Parsed<Times>['query']): Promise<Days> {
  const { tx, districtId, clock } = call
  const today = dayOf(clock.now())
  const [begins, far] = [from !== undefined && from > today ? from : today, (one: Day) => one > addDays(today, planDays - 1)]
  if (from === undefined && day !== undefined && far(day)) return openDays(call, service, day)
  const first = await openDays(call, service, begins)
  if (from !== undefined || day !== undefined || first.rows.some(({ state }) => state === 'open')) return first
  const next = (await nextFreeOf(tx, districtId, [service], clock.now())).get(service.code)
  return next !== undefined && far(dayOf(next)) ? openDays(call, service, dayOf(next)) : first
}

/** Returns the days from `first` on that are open for booking now, `planDays` at most. */
function openDays(call: Caller, service: ServiceFact, first: Day): Promise<Days> {
  const [last, most] = [lastOpenDay(call.clock.now(), service.rules), addDays(first, planDays - 1)]
  return dayRows(call, service, first, last < most ? last : most)
}

const firstUseful = (rows: readonly DayRow[]) => rows.find(({ state }) => state === 'open') ?? rows.find(({ state }) => state === 'full')
