import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/words'
import type { DutyHours } from '../../platform/time/duty-hours'
import { groupBy } from '../check/references'
import type { Files, ServiceFiles } from '../source/folder'
import { byCode } from './keyed'
import { rulesOf } from './opening-rules'

/** A venue as its table stores it. */
export interface VenueRow {
  code: string
  name: string
  area_code: string
  branch_code: string | null
  address: string
  phone: string
  hours: readonly DutyHours[]
}

export interface ServiceRow {
  code: string
  sort: number
  group_code: ServiceGroup
  name: string
  about: string
  bring: string
  who_may: string
  phone: string
  venue_code: string
  provider: Provider
  provider_name: string
  branch_code: string | null
  staff_code: string | null
  way: ServiceWay
  queue: string
  rules: OpeningRules
}

/** A text formerly written where nothing has to be brought; it is read as an empty cell, because the views now add it. */
const nothingToBring = '不用带材料'

export const venuesOf = ({ venues }: ServiceFiles): VenueRow[] => venues.rows.map(({ row: _, ...venue }) => venue)

/** Converts the service files to rows, services in the order of the file; empty cells get the defaults of docs/import.md. */
export function servicesOf({ venues, services, openings, exceptions }: ServiceFiles, { branches, staff }: Files): ServiceRow[] {
  const weekly = groupBy(openings.rows, ({ service_code: code }) => code)
  const days = groupBy(exceptions.rows, ({ service_code: code }) => code)
  const venueOf = byCode(venues.rows)
  const nameOf = { branch: byCode(branches.rows), professional: byCode(staff.rows) }
  return services.rows.map((line, sort) => ({
    code: line.code,
    sort,
    group_code: line.group,
    name: line.name,
    about: line.about,
    bring: line.bring === nothingToBring ? '' : line.bring,
    who_may: line.who_may === '' ? '居民都可以用' : line.who_may,
    phone: line.phone ?? venueOf.get(line.venue_code)?.phone ?? '',
    venue_code: line.venue_code,
    provider: line.provider,
    provider_name:
      line.provider_name !== ''
        ? line.provider_name
        : ((line.provider === 'branch'
            ? nameOf.branch.get(line.branch_code ?? '')
            : line.provider === 'professional'
              ? nameOf.professional.get(line.staff_code ?? '')
              : venueOf.get(line.venue_code)
          )?.name ?? ''),
    branch_code: line.branch_code,
    staff_code: line.staff_code,
    way: line.way,
    queue: line.queue,
    rules: rulesOf(line, weekly.get(line.code) ?? [], days.get(line.code) ?? []),
  }))
}
