import { schedulePlaceMoved } from '../../bookings/api'
import { countGrams } from '../../grids/api'
import { dayOf, type Day } from '../../platform/time/calendar'
import { inTransaction, type Db } from '../../platform/database/database'
import type { Deps } from '../../platform/context/call'
import type { Clock } from '../../platform/process/clock'
import { leaveNothingWith } from '../../duty/api'
import { generateSlots } from '../../services/api'
import { apply } from './apply'
import { applyServices, bookingsLeft, changesSlots } from './apply-services'
import { checkCategories } from '../check/check-categories'
import { checkOrganisations } from '../check/check-organisations'
import { checkPeople } from '../check/check-people'
import { checkAreas } from '../check/check-places'
import { checkServices } from '../check/check-services'
import { difference, type Difference, isNothing } from './difference'
import { type Fault, inOrder, type Report } from '../source/fault'
import {
  areasFile,
  branchesFile,
  buildingsFile,
  categoriesFile,
  departmentsFile,
  dispatchFile,
  fileNames,
  organisationsFile,
  staffFile,
} from '../source/files'
import { type Files, type Open, readFiles } from '../source/folder'
import { meetingOthers } from './organisations'
import { tellMoved } from './moved-buildings'
import { closedServices, gaps, hoursOutside, leftBehind } from '../check/warnings'
import { endStaffNotifications, handOverChanged, retire, whoLeft } from './retire'
import { rowsOf } from '../rows/rows'
import { servicesFile, venuesFile } from '../rows/service-files'
import { codedSheets, lockDistrict, type Stored, storedRows } from './stored'

export type Imported =
  | { refused: Fault[] }
  | {
      refused: null
      districtId: number
      changes: Difference
      /** Warnings that do not prevent the import. */
      notes: string[]
      /** Grids whose grid member changed. */
      handedOver: string[]
      /** Number of residents notified that their building belongs to another grid now. */
      moved: number
      /** False for a dry run, and when there was nothing to change. */
      written: boolean
    }

interface Options {
  dryRun?: boolean
  /** Required when slots that may have bookings change. */
  deps?: Deps
}

/**
 * Imports a district's files: all of them are read and validated, against one another and the database, before anything is written, and
 * everything is written in one transaction or not at all. `dryRun` only reports what would change.
 */
export async function importDistrict(db: Db, clock: Clock, open: Open, { dryRun = false, deps }: Options = {}): Promise<Imported> {
  const { faults, districtId, codes, withServices, withEmergencies, withSynonyms, withDirectory, withOrganisations, wanted } =
    await readDistrict(open, dayOf(clock.now()))
  const imported = await inTransaction(db, async (tx): Promise<Imported> => {
    const known = await lockDistrict(tx, districtId)
    const stored = await storedRows(tx, districtId)
    const refused = [...faults, ...reused(codes, stored)]
    if (refused.length > 0 || wanted === null) return { refused: inOrder(refused, fileNames) }

    const { district } = wanted
    // A folder without the files about services, emergencies, synonyms, organisations or the directory leaves them unchanged.
    const rows = {
      ...wanted.rows,
      ...(!withServices && { venue: stored.rows.venue, service: stored.rows.service }),
      ...(!withEmergencies && { emergency: stored.rows.emergency }),
      ...(!withSynonyms && { synonym: stored.rows.synonym }),
      ...(!withOrganisations && { organisation: stored.rows.organisation }),
      ...(!withDirectory && { dispatch_rule: stored.rows.dispatch_rule }),
    }
    const changes = difference(stored.rows, rows)
    const met = meeting(codes, await meetingOthers(tx, districtId, changes.organisation))
    if (met.length > 0) return { refused: met }
    const notes = [
      ...(known === null ? [`数据库里还没有 ${districtId} 这个区，将新建`] : []),
      ...(await leftBehind(tx, districtId, changes)),
      ...(await bookingsLeft({ tx, districtId, clock }, changes, rows.venue)),
      ...closedServices(changes),
      ...hoursOutside(changes, rows.venue),
      ...wanted.gaps,
    ]
    const result = { refused: null, districtId, changes, notes }
    if (dryRun || (isNothing(changes) && known?.name === district.name)) return { ...result, handedOver: [], moved: 0, written: false }
    const now = clock.now()
    await apply(tx, district, changes, now, (known?.version ?? 0) + 1)
    if (changesSlots(changes)) {
      if (deps === undefined) throw new Error('An import that changes slots needs the data key')
      await applyServices({ tx, districtId, clock, deps }, changes)
    }
    await endStaffNotifications(tx, districtId, changes, { wanted: rows, now })
    await retire(tx, districtId, changes, now)
    if (changesSearch(changes)) await countGrams(tx, districtId)
    const handedOver = await handOverChanged(tx, districtId, stored.rows, rows, now)
    await leaveNothingWith({ tx, districtId, clock }, whoLeft(changes))
    const moved = await tellMoved(tx, districtId, changes, now)
    for (const { row, before, columns } of changes.venue.changed)
      if (columns.includes('address')) await schedulePlaceMoved(tx, districtId, { venueCode: row.code, from: before.address }, now)
    return { ...result, handedOver, moved, written: true }
  })
  // In transactions of its own; if interrupted, the hourly turn (cloud/openings/replan-for-holidays.ts) resumes it.
  if (imported.refused === null && imported.written) await generateSlots(db, clock, imported.districtId)
  return imported
}

/** True when the search terms of buildings in use change. */
const changesSearch = ({ building: { added, changed, retired } }: Difference): boolean =>
  added.length + retired.length > 0 || changed.some(({ columns }) => columns.includes('grams'))

/**
 * Reads and checks the files, and returns what is needed of them to write: their lines are not held meanwhile. Done before the transaction,
 * because a large district takes longer than a transaction may be idle.
 */
async function readDistrict(open: Open, today: Day) {
  const faults: Fault[] = []
  const files = await readFiles(open, (fault) => faults.push(fault))
  checkFiles(files, today, (fault) => faults.push(fault))
  return {
    faults,
    districtId: Number(files.areas.rows.find(({ kind }) => kind === 'district')?.code ?? 0),
    codes: codesOf(files),
    withServices: files.booking !== null,
    withEmergencies: files.emergencies !== null,
    withSynonyms: files.synonyms !== null,
    withDirectory: files.dispatch !== null,
    withOrganisations: files.organisations !== null,
    wanted: faults.length === 0 ? { ...rowsOf(files), gaps: gaps(files.shapes.shapes) } : null,
  }
}

/** Returns the codes of the files, each with its row. */
function codesOf(files: Files) {
  const coded = (file: string, rows: readonly { row: number; code: string }[]) => ({
    file,
    rows: rows.map(({ row, code }) => ({ row, code })),
  })
  return {
    area: coded(areasFile.file, files.areas.rows),
    building: coded(buildingsFile.file, files.buildings.rows),
    department: coded(departmentsFile.file, files.departments.rows),
    branch: coded(branchesFile.file, files.branches.rows),
    staff: coded(staffFile.file, files.staff.rows),
    category: coded(categoriesFile.file, files.categories.rows),
    dispatch_rule: coded(dispatchFile.file, files.dispatch?.rows ?? []),
    organisation: coded(organisationsFile.file, files.organisations?.rows ?? []),
    venue: coded(venuesFile.file, files.booking?.venues.rows ?? []),
    service: coded(servicesFile.file, files.booking?.services.rows ?? []),
  }
}

/** Reports organisations that would be two of one name in a building. */
const meeting = ({ organisation: { file, rows } }: ReturnType<typeof codesOf>, met: readonly string[]): Fault[] =>
  rows
    .filter(({ code }) => met.includes(code))
    .map(({ row, code }) => ({ file, row, column: 'name', found: code, wanted: '这栋楼里已经有一个登记并核实过的同名单位，请换个写法' }))

/** Reports codes that were retired and are used again: what refers to them (requests, door codes) would change its meaning. */
const reused = (codes: ReturnType<typeof codesOf>, { retired }: Stored): Fault[] =>
  [...codedSheets, 'organisation' as const].flatMap((sheet) => {
    const { file, rows } = codes[sheet]
    return rows
      .filter(({ code }) => retired[sheet].has(code))
      .map(({ row, code }) => ({ file, row, column: 'code', found: code, wanted: '这个代码已经停用，不能再用，请换一个新代码' }))
  })

/** Compares a district's files with one another: unknown codes, overlapping grids, teams without a grid member … */
export function checkFiles(files: Files, today: Day, report: Report): void {
  checkAreas(files, report)
  checkPeople(files, report)
  checkOrganisations(files, report)
  checkCategories(files, report)
  checkServices(files, today, report)
}
