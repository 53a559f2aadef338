import { StoredRules } from '@doorstep/contract/openings/rules'
import { Duration, Question } from '@doorstep/contract/requests/views'
import { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { groupBy } from '../check/references'
import { settled } from '../rows/opening-rules'
import { byCode, keyed } from '../rows/keyed'
import { retiredOrganisations, storedOrganisations } from './organisations'
import { type DistrictRows, memberKey, roleKey, type Sheet } from '../rows/rows'

/** Tables whose codes are permanent: a retired code is never used again for something else. */
export const codedSheets = [
  'area',
  'building',
  'department',
  'branch',
  'staff',
  'category',
  'dispatch_rule',
  'venue',
  'service',
] as const satisfies readonly Sheet[]
type CodedSheet = (typeof codedSheets)[number]

export interface Stored {
  rows: DistrictRows
  retired: Record<CodedSheet | 'organisation', ReadonlySet<string>>
}

const Rings = v.array(v.array(v.pipe(v.tuple([v.number(), v.number()]), v.readonly())))
const Duty = v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() }))
const Phones = v.array(v.object({ name: v.string(), number: v.string() }))
const Texts = v.array(v.string())

/** The first key of the advisory locks of imports; the second is the district. */
const importLock = 0x696d70

/**
 * Lets imports of a district run one at a time, until the transaction ends; returns the district's version and name, or null when it is new.
 * An advisory lock and not the district's row: what changes reference data meanwhile locks its own rows first and the district's last, and
 * first sign-ins refer to it. On Citus the lock is held by the node that is connected to, so imports go through the coordinator.
 */
export async function lockDistrict(tx: Tx, districtId: number): Promise<{ version: number; name: string } | null> {
  await sql`select pg_advisory_xact_lock(${importLock}::int, ${districtId}::int)`.execute(tx)
  const row = await tx.selectFrom('district').select(['version', 'name']).where('district_id', '=', districtId).executeTakeFirst()
  return row ?? null
}

/** Returns a district's rows that are not retired, and the codes that are. */
export async function storedRows(tx: Tx, districtId: number): Promise<Stored> {
  const retired = {} as Record<CodedSheet, ReadonlySet<string>>
  for (const sheet of codedSheets) {
    const rows = await tx
      .selectFrom(sheet)
      .where('district_id', '=', districtId)
      .where('retired_at', 'is not', null)
      .select('code')
      .execute()
    retired[sheet] = new Set(rows.map(({ code }) => code))
  }
  return {
    retired: { ...retired, organisation: await retiredOrganisations(tx, districtId) },
    rows: {
      area: byCode(await areas(tx, districtId)),
      grid: byCode(await grids(tx, districtId)),
      building: byCode(await buildings(tx, districtId)),
      department: byCode(await departments(tx, districtId)),
      branch: byCode(await branches(tx, districtId)),
      staff: byCode(await staff(tx, districtId)),
      staff_role: keyed(await roles(tx, districtId), roleKey),
      team_member: keyed(await members(tx, districtId), memberKey),
      category: byCode(await categories(tx, districtId)),
      emergency: byCode(await emergencies(tx, districtId)),
      dispatch_rule: byCode(await dispatchRules(tx, districtId)),
      organisation: byCode(await storedOrganisations(tx, districtId)),
      synonym: byCode(await synonyms(tx, districtId)),
      venue: byCode(await storedVenues(tx, districtId)),
      service: byCode(await storedServices(tx, districtId)),
    },
  }
}

const areas = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('area')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'kind', 'parent', 'name', 'night_phone'])
    .execute()

async function departments(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('department')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'phone', 'kind', 'duties'])
    .execute()
  return rows.map((row) => ({ ...row, duties: v.parse(Texts, row.duties) }))
}

const staff = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'phone', 'department_code'])
    .execute()

const roles = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('staff_role')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['staff_code', 'role', 'area_code', 'branch_code'])
    .execute()

const members = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('team_member')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['grid_code', 'staff_code', 'place', 'title'])
    .execute()

async function grids(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('grid')
    .innerJoin('area', (on) => on.onRef('area.district_id', '=', 'grid.district_id').onRef('area.code', '=', 'grid.code'))
    .where('grid.district_id', '=', districtId)
    .where('area.retired_at', 'is', null)
    .select(['grid.code', 'grid.kind', 'grid.covers', 'grid.supervision_phone', 'grid.rings', 'grid.duty'])
    .execute()
  return rows.map((row) => ({ ...row, rings: v.parse(Rings, row.rings), duty: v.parse(Duty, row.duty) }))
}

async function buildings(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('building')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'grid_code', 'name', 'address', 'units', 'lng', 'lat', 'initials'])
    .select(sql<string>`md5(array_to_string(grams, ' '))`.as('grams'))
    .execute()
  return rows.map((row) => ({ ...row, units: v.parse(Texts, row.units) }))
}

async function branches(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('branch')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'kind', 'area_code', 'secretary', 'phone', 'place', 'hours', 'about'])
    .execute()
  const links = await tx
    .selectFrom('branch_grid')
    .where('district_id', '=', districtId)
    .select(['branch_code', 'grid_code'])
    .orderBy('grid_code')
    .execute()
  const gridsOf = groupBy(links, ({ branch_code: branch }) => branch)
  return rows.map((row) => ({ ...row, grid_codes: (gridsOf.get(row.code) ?? []).map(({ grid_code: grid }) => grid) }))
}

async function categories(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('category')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select([
      'code',
      'sort',
      'group_name',
      'name',
      'kinds',
      'hint',
      'emergency',
      'questions',
      'acceptance',
      'handling',
      'rule',
      'department_code',
      'shareable',
    ])
    .execute()
  return rows.map((row) => ({
    ...row,
    kinds: v.parse(Texts, row.kinds),
    emergency: v.parse(v.nullable(Phones), row.emergency),
    questions: v.parse(v.array(Question), row.questions),
    acceptance: v.parse(Duration, row.acceptance),
    handling: v.parse(Duration, row.handling),
  }))
}

async function emergencies(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('emergency')
    .where('district_id', '=', districtId)
    .select(['code', 'sort', 'words', 'advice', 'phones'])
    .execute()
  return rows.map((row) => ({ ...row, words: v.parse(Texts, row.words), phones: v.parse(Phones, row.phones) }))
}

async function dispatchRules(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('dispatch_rule')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select([
      'code',
      'kinds',
      'category_code',
      'area_code',
      'from_day',
      'until_day',
      'unit_code',
      'co_unit_codes',
      'handling',
      'at_filing',
      'basis',
    ])
    .execute()
  return rows.map((row) => ({
    ...row,
    kinds: v.parse(Texts, row.kinds),
    co_unit_codes: v.parse(Texts, row.co_unit_codes),
    handling: v.parse(v.nullable(Duration), row.handling),
  }))
}

async function synonyms(tx: Tx, districtId: number) {
  const rows = await tx.selectFrom('synonym').where('district_id', '=', districtId).select(['code', 'names', 'words']).execute()
  return rows.map(({ code, names, words }) => ({ code, names: v.parse(Texts, names), words: v.parse(Texts, words) }))
}

/** Returns venues in the form of the files, without retired ones. */
export async function storedVenues(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('venue')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'area_code', 'branch_code', 'address', 'phone', 'hours'])
    .execute()
  return rows.map((row) => ({ ...row, hours: v.parse(Duty, row.hours) }))
}

/** Returns services in the form of the files, without retired ones, their rules in canonical order. */
export async function storedServices(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select([
      'code',
      'sort',
      'group_code',
      'name',
      'about',
      'bring',
      'who_may',
      'phone',
      'venue_code',
      'provider',
      'provider_name',
      'branch_code',
      'staff_code',
      'way',
      'queue',
      'rules',
    ])
    .execute()
  return rows.map((row) => ({
    ...row,
    group_code: v.parse(ServiceGroup, row.group_code),
    provider: v.parse(Provider, row.provider),
    way: v.parse(ServiceWay, row.way),
    rules: settled(v.parse(StoredRules, row.rules)),
  }))
}
