/** True when `npm run test:long` runs the long forms of fault and property tests; the short ones assert the same. */
export const isLong = process.env.DOORSTEP_TEST_LONG === '1'

/** Returns how many rounds, runs or people a test uses. */
export const effort = (many: { short: number; long: number }): number => (isLong ? many.long : many.short)
