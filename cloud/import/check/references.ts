import type { Report } from '../source/fault'

interface Line {
  row: number
}

/**
 * Reports every code in `column` that does not exist in the file it refers to. `known` is null when that file could not be read, which is
 * already reported. An empty cell refers to nothing.
 */
export function checkReferences<L extends Line>(
  { file, rows }: { file: string; rows: readonly L[] },
  column: keyof L & string,
  known: ReadonlySet<string> | null | undefined,
  wanted: string,
  report: Report,
): void {
  if (known === null || known === undefined) return
  for (const line of rows) {
    const cell: unknown = line[column]
    for (const code of Array.isArray(cell) ? (cell as unknown[]) : [cell]) {
      if (typeof code === 'string' && !known.has(code)) report({ file, row: line.row, column, found: code, wanted })
    }
  }
}

/** Groups lines by `key`. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}
