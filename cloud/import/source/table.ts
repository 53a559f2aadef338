import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { asWritten } from '../export/write-csv'
import type { CellType } from './cell-types'
import { decode } from './decode'
import type { Report } from './fault'

export type Columns = Record<string, CellType<unknown>>
type Cells<C extends Columns> = { [K in keyof C]: C[K] extends CellType<infer T> ? T : never }
/** A parsed row with its row number. */
export type Row<C extends Columns> = Cells<C> & { row: number }

export interface Table<C extends Columns> {
  file: string
  /** The rows without a fault. */
  rows: Row<C>[]
  /** True when every row could be parsed: only then may a check report that something is missing. */
  complete: boolean
  /**
   * The values of the key's first column, those of faulty rows too, so that one mistake is not reported again wherever its code is used;
   * null when the file could not be read.
   */
  codes: ReadonlySet<string> | null
}

type Key<C extends Columns> = readonly [keyof C & string, ...(keyof C & string)[]]

/** Definition of a CSV file: its name, its columns in the order of docs/import.md, and the columns that form its key. */
export interface TableFile<C extends Columns> {
  file: string
  columns: C
  key: Key<C>
  /** Columns a file may lack, as those written before there were any: their cells are empty. */
  optional: readonly (keyof C & string)[]
}

export const tableFile = <C extends Columns>(
  file: string,
  key: Key<C>,
  columns: C,
  optional: readonly (keyof C & string)[] = [],
): TableFile<C> => ({ file, columns, key, optional })

/** Reads one CSV file; every fault in it is reported, none thrown. `bytes` is null when there is no such file. */
export function readTable<C extends Columns>(
  { file, columns, key, optional }: TableFile<C>,
  bytes: Uint8Array | null,
  report: Report,
  missing = '文件夹里缺少这个文件',
): Table<C> {
  const unread: Table<C> = { file, rows: [], complete: false, codes: null }
  const whole = (wanted: string, found = '') => report({ file, row: null, column: null, found, wanted })
  if (bytes === null) {
    whole(missing)
    return unread
  }
  const text = decode(file, bytes, report)
  if (text === null) return unread
  const records = recordsOf(text, whole)
  if (records === null) return unread
  const names = Object.keys(columns)
  const header = (records[0] ?? []).map((name) => name.trim())
  if (!headerFits(header, { names, optional }, file, report)) return unread

  const codes = new Set<string>()
  let complete = true
  const rows: Row<C>[] = []
  const seen = new Map<string, number>()
  for (const [i, record] of records.slice(1).entries()) {
    // Blank lines, which Excel often leaves at the end, are not rows; they still count in row numbers.
    if (record.every((cell) => cell.trim() === '')) continue
    const row = i + 2
    if (record.length !== header.length) {
      report({
        file,
        row,
        column: null,
        found: `${record.length} 列`,
        wanted: `应当有 ${header.length} 列；文字里有逗号时，请用英文双引号把这一格括起来`,
      })
      complete = false
      continue
    }
    const written = Object.fromEntries(header.map((name, at) => [name, asWritten((record[at] ?? '').trim())]))
    codes.add(written[key[0]] ?? '')
    const cells = readCells(written, columns, (column, wanted) => report({ file, row, column, found: written[column] ?? '', wanted }))
    const name = JSON.stringify(key.map((column) => written[column]))
    const first = seen.get(name)
    if (first === undefined) seen.set(name, row)
    else
      report({
        file,
        row,
        column: key.join(' + '),
        found: key.map((column) => written[column]).join(' + '),
        wanted: `与第 ${first} 行重复，只能有一行`,
      })
    if (cells !== null && first === undefined) rows.push({ ...cells, row })
    else complete = false
  }
  return { file, rows, complete, codes }
}

function recordsOf(text: string, whole: (wanted: string, found?: string) => void): string[][] | null {
  try {
    const records: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false })
    if (records.length > 0) return records
    whole('文件是空的，第一行应当是列名')
  } catch (fault) {
    whole('不是逗号分隔的表格，请检查双引号是否成对', fault instanceof Error ? fault.message : '')
  }
  return null
}

function headerFits(
  header: readonly string[],
  { names, optional }: { names: readonly string[]; optional: readonly string[] },
  file: string,
  report: Report,
): boolean {
  const missing = names.filter((name) => !header.includes(name) && !optional.includes(name))
  const unknown = header.filter((name) => !names.includes(name))
  const twice = header.filter((name, at) => names.includes(name) && header.indexOf(name) !== at)
  const all = `这个文件的列是：${names.join(',')}`
  for (const column of missing) report({ file, row: 1, column, found: '', wanted: `缺少这一列。${all}` })
  for (const column of unknown)
    report({ file, row: 1, column: column === '' ? '（空列名）' : column, found: '', wanted: `没有这一列。${all}` })
  for (const column of twice) report({ file, row: 1, column, found: column, wanted: '这一列写了两次' })
  return missing.length + unknown.length + twice.length === 0
}

/** A long number as Excel shows and saves it, 9.90101E+14: the digits are lost. */
const scientific = /^\d(\.\d+)?E\+\d+$/i

function readCells<C extends Columns>(
  written: Record<string, string>,
  columns: C,
  refuse: (column: string, wanted: string) => void,
): Cells<C> | null {
  const cells: Record<string, unknown> = {}
  let whole = true
  for (const [name, { schema, wanted }] of Object.entries(columns)) {
    const cell = written[name] ?? ''
    const read = v.safeParse(schema, cell)
    if (read.success) {
      cells[name] = read.output
      continue
    }
    whole = false
    refuse(name, scientific.test(cell) ? `Excel 把长号码变成了科学计数；请把这一列的格式设为“文本”后重新填写。${wanted}` : wanted)
  }
  return whole ? (cells as Cells<C>) : null
}
