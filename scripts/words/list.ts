/**
 * Runs as `npm run words`: prints every Chinese sentence with its file and line, for a proof-reader. `npm run words -- bookings` lists
 * those with that word in their path.
 */
import { allSentences } from './files'
import { listOf } from './listing'

const [wanted = ''] = process.argv.slice(2)
console.log(listOf(allSentences(process.cwd()).filter(({ file }) => file.includes(wanted))))
