const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const csvLine = (cells: readonly string[]): string => cells.map(quoted).join(',')

/** CSV that Excel opens as it is: UTF-8 with its mark. */
export const csv = (lines: readonly (readonly string[])[]): string => `\uFEFF${lines.map(csvLine).join('\n')}\n`
