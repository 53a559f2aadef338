import type { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/booking-words'
import { venueRoles, type StaffRole } from '@doorstep/contract/roles'
import type { OpeningRules, VenueRow } from '@doorstep/contract/services'
import { areaFacts } from '../grids/facts'
import { dutyInWords } from '../grids/on-duty'
import { holds, type Actor, type Visitor } from '../platform/actor'
import type { Acting } from '../platform/call'
import type { DutyHours } from '../platform/calendar-duty'
import type { Tx } from '../platform/database'
import { problem } from '../platform/problem'
import * as store from './store'

/** What other rooms may know of places and services, and who keeps them. A code nobody knows is not in the map. */

export interface VenueFact {
  code: string
  name: string
  areaCode: string
  areaName: string
  branchCode: string | null
  address: string
  phone: string
  hours: DutyHours[]
  hoursSays: string
  checkInToken: string
  retired: boolean
}

export interface ServiceFact {
  code: string
  name: string
  group: ServiceGroup
  way: ServiceWay
  about: string
  bring: string
  whoMay: string
  phone: string
  venueCode: string
  provider: Provider
  providerName: string
  branchCode: string | null
  /** The visiting professional who gives it. */
  staffCode: string | null
  queue: string
  rules: OpeningRules
  rulesVersion: number
  /** The last day for which slots are made. */
  slotsUntil: string | null
  retired: boolean
}

type StoredVenue = Awaited<ReturnType<typeof store.liveVenues>>[number]
type StoredService = Awaited<ReturnType<typeof store.liveServices>>[number]

async function asFacts(tx: Tx, districtId: number, rows: readonly StoredVenue[]): Promise<VenueFact[]> {
  const areas = await areaFacts(
    tx,
    districtId,
    rows.map((row) => row.area_code),
  )
  return rows.map(({ code, name, area_code: areaCode, branch_code: branchCode, address, phone, hours, check_in_token, retired_at }) => ({
    code,
    name,
    areaCode,
    areaName: areas.get(areaCode)?.name ?? '',
    branchCode,
    address,
    phone,
    hours,
    hoursSays: dutyInWords(hours),
    checkInToken: check_in_token,
    retired: retired_at !== null,
  }))
}

const asFact = (row: StoredService): ServiceFact => ({
  code: row.code,
  name: row.name,
  group: row.group_code,
  way: row.way,
  about: row.about,
  bring: row.bring,
  whoMay: row.who_may,
  phone: row.phone,
  venueCode: row.venue_code,
  provider: row.provider,
  providerName: row.provider_name,
  branchCode: row.branch_code,
  staffCode: row.staff_code,
  queue: row.queue,
  rules: row.rules,
  rulesVersion: row.rules_version,
  slotsUntil: row.slots_until,
  retired: row.retired_at !== null,
})

/** Places by code, retired ones included. */
export async function venueFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, VenueFact>> {
  const facts = await asFacts(tx, districtId, await store.venuesByCode(tx, districtId, [...new Set(codes)]))
  return new Map(facts.map((fact) => [fact.code, fact]))
}

/** A place in use. Throws `notFound`. */
export async function venueFact(tx: Tx, districtId: number, code: string): Promise<VenueFact> {
  const fact = (await venueFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** The district's places in use, in code order. */
export const venuesInUse = async (tx: Tx, districtId: number): Promise<VenueFact[]> =>
  asFacts(tx, districtId, await store.liveVenues(tx, districtId))

/** A place as everybody may see it. */
export const venueRow = ({ code, name, address, phone, areaCode, areaName, hoursSays }: VenueFact): VenueRow => ({
  code,
  name,
  address,
  phone,
  areaCode,
  areaName,
  hoursSays,
})

/** Services by code, retired ones included. */
export async function serviceFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, ServiceFact>> {
  const rows = await store.servicesByCode(tx, districtId, [...new Set(codes)])
  return new Map(rows.map((row) => [row.code, asFact(row)]))
}

/** A service in use. Throws `notFound`. */
export async function serviceFact(tx: Tx, districtId: number, code: string): Promise<ServiceFact> {
  const fact = (await serviceFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** Services in use, in the district's order, of a place, a group or a professional where told. */
export const servicesInUse = async (tx: Tx, districtId: number, of: store.ServicesOf = {}): Promise<ServiceFact[]> =>
  (await store.liveServices(tx, districtId, of)).map(asFact)

/** Services in use at a place, in the district's order. */
export const servicesAt = (tx: Tx, districtId: number, venueCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { venue: venueCode })

/** Services in use that a visiting professional gives, wherever, in the district's order. */
export const servicesOfStaff = (tx: Tx, districtId: number, staffCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { staff: staffCode })

type Roles = readonly StaffRole[]
const inTeam: Roles = ['gridMember', 'gridTeam']
/** A street's or district's centre has staff of its own. */
const communityDigits = 12

/**
 * Whether somebody keeps a place: in the area of one of `roles`, as staff of its branch, or as a grid's team in the area the place
 * is for, because grid teams staff their community's station. A department's handler, whose area is often the whole district, keeps
 * no place: only the services they give themselves.
 */
export const keeps = (actor: Actor | Visitor, venue: Pick<VenueFact, 'areaCode' | 'branchCode'>, roles: Roles = venueRoles): boolean =>
  holds(
    actor,
    roles.filter((role) => role !== 'handler'),
    venue.areaCode,
  ) ||
  actor.grants
    .filter(({ role }) => role !== 'handler' && roles.includes(role))
    .some(
      ({ role, area, branch }) =>
        (inTeam.includes(role) && venue.areaCode.length >= communityDigits && area.startsWith(venue.areaCode)) ||
        (branch !== null && branch === venue.branchCode),
    )

/** Whether somebody keeps a service: its place, or as the professional who gives it. */
export const keepsService = (
  actor: Actor | Visitor,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  service: Pick<ServiceFact, 'staffCode'>,
  roles: Roles = venueRoles,
): boolean => keeps(actor, venue, roles) || (service.staffCode !== null && service.staffCode === actor.staff?.code)

/** The places in use the caller keeps, in code order. */
export const keptVenues = async ({ tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>): Promise<VenueFact[]> =>
  (await venuesInUse(tx, districtId)).filter((venue) => keeps(actor, venue))

/** A place the caller keeps. Throws `notFound`, also for one she does not keep. */
export async function keptVenue(
  { tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>,
  code: string,
  roles: Roles = venueRoles,
): Promise<VenueFact> {
  const venue = await venueFact(tx, districtId, code)
  if (!keeps(actor, venue, roles)) throw problem('notFound')
  return venue
}

/** A place and what of it somebody may work with: all of it (`only` null), or the services they give there as a professional. */
export interface Served {
  venue: VenueFact
  only: readonly string[] | null
}

/** The places where the caller keeps something, in code order. */
export async function servedVenues(acting: Pick<Acting, 'tx' | 'districtId' | 'actor'>): Promise<Served[]> {
  const { tx, districtId, actor } = acting
  const code = actor.staff?.code ?? null
  const given = code === null ? [] : (await servicesInUse(tx, districtId)).filter(({ staffCode }) => staffCode === code)
  return (await venuesInUse(tx, districtId)).flatMap((venue): Served[] => {
    if (keeps(actor, venue)) return [{ venue, only: null }]
    const only = given.filter(({ venueCode }) => venueCode === venue.code).map((service) => service.code)
    return only.length === 0 ? [] : [{ venue, only }]
  })
}

/** A place where the caller keeps something. Throws `notFound`. */
export async function servedVenue(acting: Pick<Acting, 'tx' | 'districtId' | 'actor'>, code: string): Promise<Served> {
  const { tx, districtId, actor } = acting
  const venue = await venueFact(tx, districtId, code)
  if (keeps(actor, venue)) return { venue, only: null }
  const given = (await servicesAt(tx, districtId, code)).filter((service) => keepsService(actor, venue, service))
  if (given.length === 0) throw problem('notFound')
  return { venue, only: given.map((service) => service.code) }
}

/** Whether a service is within what somebody serves. */
export const within = (only: Served['only'], serviceCode: string): boolean => only === null || only.includes(serviceCode)
