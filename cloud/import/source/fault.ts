/** Something wrong in a district's files: where it is, what is written there, and what would be right. */
export interface Fault {
  file: string
  /** As Excel counts: the header is row 1. In grids.geojson the place of the feature, from 1. Null: the file as a whole. */
  row: number | null
  column: string | null
  found: string
  wanted: string
}

export type Report = (fault: Fault) => void

/** How many faults are shown; the rest are only counted. */
export const shownFaults = 200

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** One line for the terminal: `buildings.csv 第 3 行「lng」:写的是“38.9”;应当是 …`. */
export function faultText({ file, row, column, found, wanted }: Fault): string {
  const where = `${file}${row === null ? '' : ` 第 ${row} ${file.endsWith('.csv') ? '行' : '个网格'}`}${column === null ? '' : `「${column}」`}`
  return `${where}：${found === '' ? '' : `写的是“${shortened(found)}”；`}${wanted}`
}

/** Faults in the order of the files and of their rows, which is the order somebody mends them in. */
export const inOrder = (faults: readonly Fault[], files: readonly string[]): Fault[] =>
  faults
    .map((fault, found) => ({ fault, found }))
    .sort(
      (a, b) => files.indexOf(a.fault.file) - files.indexOf(b.fault.file) || (a.fault.row ?? 0) - (b.fault.row ?? 0) || a.found - b.found,
    )
    .map(({ fault }) => fault)

/** True for an error of Node's with this code. */
export const hasCode = (fault: unknown, code: string): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === code
