import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

const root = join(__dirname, '..')
const relativeDay = /今天|明天|后天|昨天|前天|今晚|明早/
const wordedNow = /^(timeInWords|dayInWords|dayWithWeekday)$/

/** Sentences that are shown once, as the answer to what was just done, and kept nowhere. */
const shownOnce: Record<string, string> = {
  'duty/leave.ts': 'a field error of the form',
  'counter/check-in.ts': 'a refusal at the counter',
}

/** Returns what one source says of a near day in words that are untrue a day later. */
function relativeWordsIn(text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const literal = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)
    if ((literal || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) && relativeDay.test(node.text)) found.push(node.text)
    if (ts.isImportSpecifier(node) && wordedNow.test(node.name.text)) found.push(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true))
  return found
}

// What the demo's residents and staff write is their own, as in truth.
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.ts$/.test(file) && !/\.test\.ts$|(^|\/)(testing|bench|faults|demo|node_modules)\//.test(file),
)

test('no sentence of the API is worded by the day it is written: instants travel as marks', () => {
  const found = sources
    .filter((file) => !(file in shownOnce))
    .flatMap((file) => relativeWordsIn(readFileSync(join(root, file), 'utf8')).map((words) => `${relative('.', file)}: ${words}`))
  expect(found).toEqual([])
})

test('a near day in a string, in a template and by the function that words it is seen', () => {
  expect(relativeWordsIn("const a = '明天来'\nconst b = `${a}，今天 ${a} 前`")).toEqual(['明天来', '，今天 '])
  expect(relativeWordsIn("import { timeInWords } from '@doorstep/contract/time-words'")).toEqual(['timeInWords'])
  expect(relativeWordsIn('/** Returns `明天 9:00`. */ const c = 1')).toEqual([])
})
