/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { passWhistlesOn } from './passed-on'
