/** Runs as `npm run words:check`, a part of `npm test`: fails where the punctuation of a Chinese sentence violates GB/T 15834. */
import { allSentences } from './files'
import { faultsIn, summaryOf } from './faults'

const sentences = allSentences(process.cwd())
const faults = sentences.flatMap(faultsIn)
for (const fault of faults) console.error(fault)
console.log(summaryOf(sentences.length, faults.length))
process.exitCode = faults.length > 0 || sentences.length === 0 ? 1 : 0
