import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { repositoryRoot } from '../../platform/process/repository-root'
import { checkFiles } from '../write/import-district'
import type { Fault } from './fault'
import { type Open, readFiles } from './folder'
import { csvLine } from '../export/write-csv'

/** For tests: the sample district's files in memory, to be changed in one place and imported. */
export type TextFiles = Readonly<Record<string, string | Uint8Array>>

const folder = join(repositoryRoot(), 'samples')
export const sampleFiles: TextFiles = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /\.(csv|geojson)$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)

export const opening =
  (files: TextFiles): Open =>
  (file) => {
    const content = files[file]
    return Promise.resolve(content === undefined ? null : typeof content === 'string' ? new TextEncoder().encode(content) : content)
  }

export const textOf = (files: TextFiles, file: string): string => {
  const content = files[file]
  if (typeof content !== 'string') throw new Error(`${file} is not text`)
  return content
}

/** Returns the files with one changed. Throws when nothing changes, because the test would then prove nothing. */
export function edited(files: TextFiles, file: string, edit: (text: string) => string): TextFiles {
  const before = textOf(files, file)
  const after = edit(before)
  if (after === before) throw new Error(`${file} was not changed`)
  return { ...files, [file]: after }
}

/** Sets cells of a row, counted as Excel counts. No cell of the samples contains a line break. */
export function withCells(files: TextFiles, file: string, row: number, cells: Record<string, string>): TextFiles {
  return edited(files, file, (text) => {
    const lines = text.split('\n')
    const header = (lines[0] ?? '').replace('\uFEFF', '').split(',')
    const [values = []]: string[][] = parse(lines[row - 1] ?? '')
    for (const [column, value] of Object.entries(cells)) values[header.indexOf(column)] = value
    lines[row - 1] = csvLine(values)
    return lines.join('\n')
  })
}

export const withRow = (files: TextFiles, file: string, line: string): TextFiles => edited(files, file, (text) => `${text}${line}\n`)

export const withoutRows = (files: TextFiles, file: string, drop: (line: string) => boolean): TextFiles =>
  edited(files, file, (text) =>
    text
      .split('\n')
      .filter((line) => line === '' || !drop(line))
      .join('\n'),
  )

interface Collection {
  datum?: string
  crs?: unknown
  features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: unknown } }[]
}
type Rings = [number, number][][]

export const withShapes = (files: TextFiles, change: (collection: Collection) => void): TextFiles =>
  edited(files, 'grids.geojson', (text) => {
    const collection = JSON.parse(text) as Collection
    change(collection)
    return JSON.stringify(collection)
  })

/** Changes the rings of one grid, counted from 1. */
export const withRings = (files: TextFiles, feature: number, change: (rings: Rings) => Rings): TextFiles =>
  withShapes(files, ({ features }) => {
    const geometry = features[feature - 1]?.geometry
    if (geometry === undefined) throw new Error(`No grid ${feature}`)
    geometry.coordinates = change(geometry.coordinates as Rings)
  })

/** Returns the faults of files, by themselves and compared with one another. */
export async function faultsIn(files: TextFiles): Promise<Fault[]> {
  const faults: Fault[] = []
  const report = (fault: Fault) => faults.push(fault)
  checkFiles(await readFiles(opening(files), report), '2026-11-23', report)
  return faults
}
