/**
 * Area codes form a tree by prefix: district 6 digits, street 9, community 12, grid 15. A scope is a prefix; in SQL it is a
 * range of 15-digit codes, which every collation sorts alike and a plain index serves.
 */

const lengths = [6, 9, 12, 15] as const

/** Returns the code and every area that contains it, widest first: `990101`, `990101001`, … */
export const withAncestors = (code: string): string[] =>
  lengths.filter((length) => length <= code.length).map((length) => code.slice(0, length))

/** Returns every area that contains one of `codes`, each once. */
export const holdersOf = (codes: readonly string[]): string[] => [...new Set(codes.flatMap(withAncestors))]

/** Returns the first and last possible grid code within an area. */
export const gridRange = (area: string): { first: string; last: string } => ({ first: area.padEnd(15, '0'), last: area.padEnd(15, '9') })
