/**
 * Returns the short code of a system or PostgreSQL error (`EACCES`, `28P01`) for use in a message; never its text, which may name people or
 * hosts.
 */
export const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string' ? fault.code : 'no answer'
