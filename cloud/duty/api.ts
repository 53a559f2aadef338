/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { leaveNothingWith } from './departure'
export { handOver } from './handover'
