import type { Acting } from '../platform/call'
import { closuresFrom } from '../services/closure-store'
import { servicesAt, type ServiceFact, type VenueFact } from '../services/facts'
import { written } from './hall'
import { closedFor, givenFor, openFor } from './opening'
import * as store from './store'
import type { StoredTicket } from './store'
import { walkInSlots } from './walk-in-store'

export interface WalkInRow {
  serviceCode: string
  name: string
  open: boolean
  says: string
}

/** What can be had at a place without booking, and whether a number can be drawn for it now. `mine` are the caller's numbers of today there. */
export async function walkInsAt(
  { tx, districtId, clock }: Acting,
  venue: VenueFact,
  day: string,
  mine: readonly StoredTicket[],
): Promise<WalkInRow[]> {
  const now = clock.now()
  const services = (await servicesAt(tx, districtId, venue.code)).filter(({ way }) => way !== 'home')
  const slots = await walkInSlots(
    tx,
    districtId,
    services.filter(({ way }) => way === 'slot').map(({ code }) => code),
    day,
    now,
  )
  const closures = await closuresFrom(tx, districtId, venue.code, day)
  const opening = openFor(venue, now)

  const stateOf = (service: ServiceFact): Pick<WalkInRow, 'open' | 'says'> => {
    const { code, way } = service
    const held = mine.find((one) => one.service_code === code && store.isOpen(one.state))
    if (held !== undefined) return { open: false, says: `您已取号 ${written(held)}` }
    if (!opening.open) return { open: false, says: `现在不开门,${opening.says}` }
    const closed = closedFor(code, closures, now)
    if (closed !== null) return { open: false, says: `今天停办:${closed}` }
    if (way === 'walkIn') {
      const given = givenFor(service, closures, now)
      return given.open ? { open: true, says: '不用预约,取号办理' } : given
    }
    const left = slots.filter((slot) => slot.service_code === code).reduce((sum, slot) => sum + slot.left, 0)
    return left > 0 ? { open: true, says: `今天现场还有 ${left} 个号` } : { open: false, says: '今天现场的号已取完,可以预约其他时间' }
  }
  return services
    .filter(({ code, way, rules }) => way === 'walkIn' || rules.walkInPercent > 0 || slots.some((slot) => slot.service_code === code))
    .map((service) => ({ serviceCode: service.code, name: service.name, ...stateOf(service) }))
}
