/** True when `npm run test:long` asks for the long forms of fault and property tests; the short ones assert the same. */
export const isLong = process.env.DOORSTEP_TEST_LONG === '1'

/** How many rounds, runs or people a test plays. */
export const effort = (many: { short: number; long: number }): number => (isLong ? many.long : many.short)
