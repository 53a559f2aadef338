import { StoredRules } from '@doorstep/contract/openings/rules'
import { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import { serviceGroups } from '@doorstep/contract/services/words'
import * as v from 'valibot'
import { dutyInWords } from '../../grids/api'
import { searchable, type Searchable } from '../../platform/search/searchable'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { inSlices } from '../../platform/snapshot/slices'
import type { ServiceFact, VenueFact } from '../places/facts'
import { serviceRows, venueRows, type StoredService } from '../places/services-store'

/** A venue without the name of its area, which is a part of its own. */
export type StoredVenue = Omit<VenueFact, 'areaName'>

/** The services of a district and their venues, retired ones included. */
export interface Services extends Weighed {
  /** In the district's order. */
  services: ReadonlyMap<string, ServiceFact>
  /** In the order of their codes. */
  venues: ReadonlyMap<string, StoredVenue>
  /** What each service is found by: its name and who gives it, then what is said of it. */
  searchables: ReadonlyMap<string, Searchable>
}

/** Hours and rules are stored as JSON and validated here, on reading. */
const Hours = v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() }))

export const servicesPart: Part<Services> = {
  name: 'services',
  tables: ['service', 'venue'],
  async load(tx, districtId) {
    const services = new Map<string, ServiceFact>()
    const venues = new Map<string, StoredVenue>()
    await inSlices(await venueRows(tx, districtId), ({ code, name, address, phone, ...row }) => {
      const hours = v.parse(Hours, row.hours)
      venues.set(code, {
        code,
        name,
        areaCode: row.area_code,
        branchCode: row.branch_code,
        address,
        phone,
        hours,
        hoursSays: dutyInWords(hours),
        checkInToken: row.check_in_token,
        wallRenewals: row.wall_renewals,
        retired: row.retired_at !== null,
      })
    })
    const searchables = new Map<string, Searchable>()
    await inSlices(await serviceRows(tx, districtId).orderBy('sort').orderBy('code').execute(), (row) => {
      const fact = asFact(row)
      services.set(row.code, fact)
      const texts = [fact.about, serviceGroups[fact.group], fact.bring, venues.get(fact.venueCode)?.name ?? '']
      searchables.set(row.code, searchable([fact.name, fact.providerName], texts))
    })
    return { services, venues, searchables, bytes: services.size * 10_000 + venues.size * 5000 }
  },
}

/** Returns a service as other rooms may read it. */
export const asFact = (row: StoredService): ServiceFact => ({
  code: row.code,
  name: row.name,
  group: v.parse(ServiceGroup, row.group_code),
  way: v.parse(ServiceWay, row.way),
  about: row.about,
  bring: row.bring,
  whoMay: row.who_may,
  phone: row.phone,
  venueCode: row.venue_code,
  provider: v.parse(Provider, row.provider),
  providerName: row.provider_name,
  branchCode: row.branch_code,
  staffCode: row.staff_code,
  queue: row.queue,
  rules: v.parse(StoredRules, row.rules),
  rulesVersion: row.rules_version,
  retired: row.retired_at !== null,
})
