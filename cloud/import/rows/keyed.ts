/** Returns rows by their key. */
export const keyed = <R>(rows: readonly R[], key: (row: R) => string): Map<string, R> => new Map(rows.map((row) => [key(row), row]))
export const byCode = <R extends { code: string }>(rows: readonly R[]): Map<string, R> => keyed(rows, ({ code }) => code)
