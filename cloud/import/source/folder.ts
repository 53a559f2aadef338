import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode, type Report } from './fault'
import {
  areasFile,
  branchesFile,
  buildingsFile,
  categoriesFile,
  departmentsFile,
  dispatchFile,
  dutyFile,
  emergenciesFile,
  gridsFile,
  organisationsFile,
  questionsFile,
  rolesFile,
  staffFile,
  synonymsFile,
  teamsFile,
} from './files'
import { readShapes } from './geojson'
import { exceptionsFile, openingsFile, servicesFile, venuesFile } from '../rows/service-files'
import { type Columns, readTable, type TableFile } from './table'

/** Returns the bytes of one of the district's files; null when there is no such file. */
export type Open = (file: string) => Promise<Uint8Array | null>

export const inFolder =
  (folder: string): Open =>
  async (file) => {
    try {
      return await readFile(join(folder, file))
    } catch (fault) {
      if (hasCode(fault, 'ENOENT')) return null
      throw fault
    }
  }

/** Reads all of a district's files, each by itself; faults are reported, not thrown. `checkFiles` compares the files with one another. */
export async function readFiles(open: Open, report: Report) {
  const read = async <C extends Columns>(spec: TableFile<C>) => readTable(spec, await open(spec.file), report)
  /** Reads a file that the folder may lack: null, and what is stored stays. */
  const maybe = async <C extends Columns>(spec: TableFile<C>) => {
    const bytes = await open(spec.file)
    return bytes === null ? null : readTable(spec, bytes, report)
  }
  return {
    areas: await read(areasFile),
    shapes: readShapes(await open(gridsFile), report),
    duty: await read(dutyFile),
    buildings: await read(buildingsFile),
    departments: await read(departmentsFile),
    staff: await read(staffFile),
    roles: await read(rolesFile),
    teams: await read(teamsFile),
    branches: await read(branchesFile),
    categories: await read(categoriesFile),
    questions: await read(questionsFile),
    emergencies: await maybe(emergenciesFile),
    synonyms: await maybe(synonymsFile),
    dispatch: await maybe(dispatchFile),
    organisations: await maybe(organisationsFile),
    booking: await readServices(open, report),
  }
}

/** Reads the files about services; null when the folder has none of them. If it has some, a missing one is a fault. */
async function readServices(open: Open, report: Report) {
  const files = [venuesFile, servicesFile, openingsFile, exceptionsFile]
  const bytes = new Map(await Promise.all(files.map(async ({ file }) => [file, await open(file)] as const)))
  if ([...bytes.values()].every((found) => found === null)) return null
  const missing = `文件夹里缺少这个文件；${files.map(({ file }) => file).join('、')} 要么都有，要么都没有`
  const read = <C extends Columns>(spec: TableFile<C>) => readTable(spec, bytes.get(spec.file) ?? null, report, missing)
  return { venues: read(venuesFile), services: read(servicesFile), openings: read(openingsFile), exceptions: read(exceptionsFile) }
}
export type ServiceFiles = NonNullable<Awaited<ReturnType<typeof readServices>>>
export type Files = Awaited<ReturnType<typeof readFiles>>
