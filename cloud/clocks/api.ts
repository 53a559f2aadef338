/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { begun, isRunning, missedEnd, resumed, stoppedAt, wasBroken, type Allowance, type Clock } from './clock-rules'
export { clocksOf, restoreClocks, saveClocks, storedClock } from './clocks-store'
export { reckonedAgain } from './reckon'
export { deskAfter, ringAgain, ringAgainAt, scheduleRings, type Ring } from './rings'
