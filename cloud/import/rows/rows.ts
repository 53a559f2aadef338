import type { Duration, Question } from '@doorstep/contract/requests/views'
import { gramsDigest, initialsOf } from '../../grids/api'
import type { DutyHours } from '../../platform/time/duty-hours'
import { groupBy } from '../check/references'
import type { Files } from '../source/folder'
import type { Ring } from '../source/ring'
import { byCode, keyed } from './keyed'
import { type ServiceRow, servicesOf, type VenueRow, venuesOf } from './service-rows'

/** A district as its tables store it, rows by key; built in the same form from the files and from the database. */
export interface DistrictRows {
  area: Map<string, { code: string; kind: string; parent: string | null; name: string; night_phone: string | null }>
  grid: Map<
    string,
    { code: string; kind: string; covers: string; supervision_phone: string; rings: readonly Ring[]; duty: readonly DutyHours[] }
  >
  building: Map<
    string,
    {
      code: string
      grid_code: string
      name: string
      address: string
      units: readonly string[]
      lng: number
      lat: number
      /** Digest of the search terms, which are too many to hold: those of a city's buildings take hundreds of megabytes. */
      grams: string
      initials: string
    }
  >
  department: Map<string, { code: string; name: string; phone: string; kind: string; duties: readonly string[] }>
  branch: Map<
    string,
    {
      code: string
      name: string
      kind: string
      area_code: string
      secretary: string
      phone: string
      place: string
      hours: string
      about: string
      grid_codes: readonly string[]
    }
  >
  staff: Map<string, { code: string; name: string; phone: string; department_code: string | null }>
  staff_role: Map<string, { staff_code: string; role: string; area_code: string; branch_code: string | null }>
  team_member: Map<string, { grid_code: string; staff_code: string; place: number; title: string }>
  category: Map<
    string,
    {
      code: string
      sort: number
      group_name: string
      name: string
      kinds: readonly string[]
      hint: string
      emergency: readonly { name: string; number: string }[] | null
      questions: readonly Question[]
      acceptance: Duration
      handling: Duration
      rule: string
      department_code: string | null
      shareable: boolean
    }
  >
  emergency: Map<
    string,
    { code: string; sort: number; words: readonly string[]; advice: string; phones: readonly { name: string; number: string }[] }
  >
  dispatch_rule: Map<
    string,
    {
      code: string
      kinds: readonly string[]
      category_code: string | null
      area_code: string
      from_day: string | null
      until_day: string | null
      unit_code: string
      co_unit_codes: readonly string[]
      handling: Duration | null
      at_filing: boolean
      basis: string
    }
  >
  organisation: Map<string, { code: string; name: string; kind: string; building_code: string }>
  synonym: Map<string, { code: string; names: readonly string[]; words: readonly string[] }>
  venue: Map<string, VenueRow>
  service: Map<string, ServiceRow>
}
export type Sheet = keyof DistrictRows
export type RowOf<S extends Sheet> = DistrictRows[S] extends Map<string, infer R> ? R : never

export const roleKey = (row: { staff_code: string; role: string; area_code: string }) => `${row.staff_code} ${row.role} ${row.area_code}`
export const memberKey = (row: { grid_code: string; staff_code: string }) => `${row.grid_code} ${row.staff_code}`

/** Converts a district's validated files to rows; a folder without the files about services gives no venue and no service. */
export function rowsOf(files: Files): { district: { id: number; name: string }; rows: DistrictRows } {
  const top = files.areas.rows.find(({ kind }) => kind === 'district')
  if (top === undefined) throw new Error('Files without a district have not been checked')
  const duty = groupBy(files.duty.rows, ({ grid_code: grid }) => grid)
  const questions = groupBy(files.questions.rows, ({ category_code: category }) => category)
  const plain = <R extends { row: number }>({ row: _, ...rest }: R) => rest
  const rows: DistrictRows = {
    area: byCode(files.areas.rows.map(plain)),
    grid: byCode(
      files.shapes.shapes.map(({ code, kind, covers, supervision_phone, rings }) => ({
        code,
        kind,
        covers,
        supervision_phone,
        rings,
        duty: (duty.get(code) ?? [])
          .map(({ weekday, from, to }) => ({ weekday, from, to }))
          .sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1)),
      })),
    ),
    building: byCode(files.buildings.rows.map((line) => ({ ...plain(line), grams: gramsDigest(line), initials: initialsOf(line.name) }))),
    department: byCode(files.departments.rows.map(plain)),
    branch: byCode(files.branches.rows.map((line) => ({ ...plain(line), grid_codes: [...line.grid_codes].sort() }))),
    staff: byCode(files.staff.rows.map(plain)),
    staff_role: keyed(files.roles.rows.map(plain), roleKey),
    team_member: keyed(files.teams.rows.map(plain), memberKey),
    category: byCode(
      files.categories.rows.map(({ row: _, group, emergency, shareable, ...line }, sort) => ({
        ...line,
        shareable: shareable ?? false,
        sort,
        group_name: group,
        emergency: emergency.length === 0 ? null : emergency,
        questions: (questions.get(line.code) ?? []).map(({ code, ask, type, required, options, stop_at: stopAt }) => ({
          code,
          ask,
          type,
          required,
          options,
          stopAt,
        })),
      })),
    ),
    emergency: byCode((files.emergencies?.rows ?? []).map(({ row: _, ...line }, sort) => ({ ...line, sort }))),
    dispatch_rule: byCode((files.dispatch?.rows ?? []).map(({ row: _, joining, ...line }) => ({ ...line, co_unit_codes: joining }))),
    organisation: byCode((files.organisations?.rows ?? []).map(plain)),
    synonym: byCode((files.synonyms?.rows ?? []).map(plain)),
    venue: byCode(files.booking === null ? [] : venuesOf(files.booking)),
    service: byCode(files.booking === null ? [] : servicesOf(files.booking, files)),
  }
  return { district: { id: Number(top.code), name: top.name }, rows }
}
