const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const csvLine = (cells: readonly string[]): string => cells.map(quoted).join(',')

/** Returns CSV that Excel opens directly: UTF-8 with BOM. */
export const csv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map(csvLine).join('\n')}\n`
