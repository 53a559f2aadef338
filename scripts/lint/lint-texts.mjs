// Lints texts as if they were existing files and prints the messages of the walls' rules, as JSON: [[says, messages]]. Run as node
// scripts/lint/lint-texts.mjs PLAN.json, where the plan is [{ says, file, text }].
import { readFileSync } from 'node:fs'
import { ESLint } from 'eslint'

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const walls = ['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax']
const wall = (id) => id?.startsWith('import-x/') || walls.includes(id)
// These rules need no types: without them a text is linted in milliseconds.
const untyped = { languageOptions: { parserOptions: { project: null } } }
const eslint = new ESLint({ ruleFilter: ({ ruleId }) => wall(ruleId), overrideConfig: untyped })
const answers = []
for (const { says, file, text } of plan) {
  const [result] = await eslint.lintText(text, { filePath: file })
  answers.push([says, result.messages.map(({ ruleId, message }) => ({ ruleId, message }))])
}
console.log(JSON.stringify(answers))
