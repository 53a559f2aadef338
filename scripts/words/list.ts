/** `npm run words`: every Chinese sentence with its file and line, for a proof-reader. `npm run words -- bookings` lists what has that word in its path. */
import { allSentences } from './files'
import { listOf } from './listing'

const [wanted = ''] = process.argv.slice(2)
console.log(listOf(allSentences(process.cwd()).filter(({ file }) => file.includes(wanted))))
