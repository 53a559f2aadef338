/**
 * Runs as the part `words` of `npm test`: fails where the punctuation of a Chinese sentence, or of an example in a comment or a page in
 * English, violates GB/T 15834.
 */
import { allExamples, allSentences } from './files'
import { faultsIn, summaryOf } from './faults'

const sentences = [...allSentences(process.cwd()), ...allExamples(process.cwd())]
const faults = sentences.flatMap(faultsIn)
for (const fault of faults) console.error(fault)
console.log(summaryOf(sentences.length, faults.length))
process.exitCode = faults.length > 0 || sentences.length === 0 ? 1 : 0
