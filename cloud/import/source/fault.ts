/** A fault in a district's files: its position, the value found, and the valid form. */
export interface Fault {
  file: string
  /** Row number as in Excel: the header is row 1. In grids.geojson the number of the feature, from 1. Null: the file as a whole. */
  row: number | null
  column: string | null
  found: string
  wanted: string
}

export type Report = (fault: Fault) => void

/** Most faults that are shown; the rest are only counted. */
export const shownFaults = 200

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Returns one line for the terminal: `buildings.csv 第 3 行「lng」：写的是“38.9”；应当是 …`. */
export function faultText({ file, row, column, found, wanted }: Fault): string {
  const where = `${file}${row === null ? '' : ` 第 ${row} ${file.endsWith('.csv') ? '行' : '个网格'}`}${column === null ? '' : `「${column}」`}`
  return `${where}：${found === '' ? '' : `写的是“${shortened(found)}”；`}${wanted}`
}

/** Sorts faults by file and row, the order in which they are corrected. */
export const inOrder = (faults: readonly Fault[], files: readonly string[]): Fault[] =>
  faults
    .map((fault, found) => ({ fault, found }))
    .sort(
      (a, b) => files.indexOf(a.fault.file) - files.indexOf(b.fault.file) || (a.fault.row ?? 0) - (b.fault.row ?? 0) || a.found - b.found,
    )
    .map(({ fault }) => fault)

/** True for a Node error with this code. */
export const hasCode = (fault: unknown, code: string): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === code
