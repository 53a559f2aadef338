/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { countAffectedBookings, importRules, retireService } from './import-rules'
export { generateHourly } from './replan-for-holidays'
