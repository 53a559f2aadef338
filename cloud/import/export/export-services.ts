import type { Tx } from '../../platform/database/database'
import { writeWeek } from '../rows/opening-hours'
import type { ServiceRow, VenueRow } from '../rows/service-rows'
import { exceptionsFile, openingsFile, servicesFile, venuesFile } from '../rows/service-files'
import { csv } from './write-csv'
import { storedServices, storedVenues } from '../write/stored'
import type { Columns, TableFile } from '../source/table'

type Cell = string | number | null
/** A cell for each column of a file. */
type Line<C extends Columns> = Record<keyof C, Cell>

interface WrittenFile {
  file: string
  text: string
  rows: number
}

/**
 * Returns services and venues as the files that an import reads. Every cell is written, defaults too, so that importing them changes
 * nothing, and what staff set in the app gets into the district's files.
 */
export async function serviceFilesOf(tx: Tx, districtId: number): Promise<WrittenFile[]> {
  const venues = (await storedVenues(tx, districtId)).sort((a, b) => (a.code < b.code ? -1 : 1))
  const services = (await storedServices(tx, districtId)).sort((a, b) => a.sort - b.sort)
  return [
    written(venuesFile, venues.map(venueLine)),
    written(servicesFile, services.map(serviceLine)),
    written(openingsFile, services.flatMap(openingLines)),
    written(exceptionsFile, services.flatMap(exceptionLines)),
  ]
}

function written<C extends Columns>({ file, columns }: TableFile<C>, lines: readonly Line<C>[]): WrittenFile {
  const names = Object.keys(columns)
  const cells = lines.map((line) => names.map((name) => String(line[name] ?? '')))
  return { file, text: csv([names, ...cells]), rows: lines.length }
}

const venueLine = ({ hours, ...venue }: VenueRow): Line<(typeof venuesFile)['columns']> => ({ ...venue, hours: writeWeek(hours) })

const serviceLine = ({ group_code: group, rules, ...service }: ServiceRow): Line<(typeof servicesFile)['columns']> => ({
  code: service.code,
  group,
  name: service.name,
  about: service.about,
  bring: service.bring,
  who_may: service.who_may,
  phone: service.phone,
  venue_code: service.venue_code,
  provider: service.provider,
  provider_name: service.provider_name,
  branch_code: service.branch_code,
  staff_code: service.staff_code,
  way: service.way,
  queue: service.queue,
  minutes: rules.minutes,
  buffer_before: rules.bufferBefore,
  buffer_after: rules.bufferAfter,
  walk_in_percent: rules.walkInPercent,
  lead_minutes: rules.leadMinutes,
  horizon_days: rules.horizonDays,
  cancel_minutes: rules.cancelMinutes,
  max_seats: rules.maxSeats,
  limit_day: rules.limits.day,
  limit_week: rules.limits.week,
  limit_month: rules.limits.month,
  approval_hours: rules.approval?.hours ?? null,
  minimum_people: rules.minimum?.people ?? null,
  minimum_hours: rules.minimum?.decideHours ?? null,
  grace_minutes: rules.graceMinutes,
  holidays: rules.holidays,
})

const openingLines = ({ code, rules }: ServiceRow): Line<(typeof openingsFile)['columns']>[] =>
  rules.weekly.map(({ weekday, from, to, capacity, fromDay, untilDay }) => ({
    service_code: code,
    weekday,
    from,
    to,
    capacity,
    from_day: fromDay,
    until_day: untilDay,
  }))

const exceptionLines = ({ code, rules }: ServiceRow): Line<(typeof exceptionsFile)['columns']>[] =>
  rules.exceptions.flatMap(({ day, reason, hours }) => {
    const stretches: { from: string | null; to: string | null; capacity: number | null }[] =
      hours.length > 0 ? hours : [{ from: null, to: null, capacity: null }]
    return stretches.map((stretch) => ({ service_code: code, day, reason, ...stretch }))
  })
