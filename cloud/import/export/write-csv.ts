/**
 * Matches a cell that Excel and WPS would compute: it begins with a sign of a formula, also a full-width one, a tab or a line break.
 * Apostrophes before it count with it, so that reading takes away exactly what writing added.
 */
const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** Returns a cell as it is written to a file: an apostrophe before what would be computed makes it text (OWASP, CSV injection). */
const harmless = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

/** Returns the cell that was written: the import reads files that were exported as they were. */
export const asWritten = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const csvLine = (cells: readonly string[]): string => cells.map((cell) => quoted(harmless(cell))).join(',')

/** Returns CSV that Excel opens directly: UTF-8 with BOM. */
export const csv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map(csvLine).join('\n')}\n`
