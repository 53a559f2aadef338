/**
 * Runs as the part `words` of `npm test`: fails where the punctuation of a Chinese sentence, or of an example in a comment or a page in
 * English, violates GB/T 15834, and where a sentence has words or spaces that docs/words.md rules out.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allExamples, allSentences } from './files'
import { faultsIn, summaryOf } from './faults'
import { unwantedIn, wordingFaultsIn } from './wording'

const unwanted = unwantedIn(readFileSync(join(process.cwd(), 'docs', 'words.md'), 'utf8'))
const said = allSentences(process.cwd())
const sentences = [...said, ...allExamples(process.cwd())]
const faults = [...sentences.flatMap(faultsIn), ...said.flatMap((text) => wordingFaultsIn(text, unwanted))]
for (const fault of faults) console.error(fault)
console.log(summaryOf(sentences.length, faults.length))
process.exitCode = faults.length > 0 || sentences.length === 0 ? 1 : 0
