/** Rows or codes per statement: at most 20 columns each, and PostgreSQL allows 65,535 parameters. */
const atOnce = 1000

/** Cuts a list into portions that one statement can take. */
export const portions = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, i) => items.slice(i * atOnce, (i + 1) * atOnce))
