/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { generateHourly } from './hourly'
export { countAffectedBookings, importRules, retireService } from './import-rules'
