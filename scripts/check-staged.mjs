// Runs as the pre-commit hook: formats the staged files (staged.mjs) and lints them.
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { formatStaged } from './staged.mjs'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
const names = (...args) =>
  git('diff', '--name-only', '-z', ...args)
    .split('\0')
    .filter(Boolean)

process.chdir(git('rev-parse', '--show-toplevel').trim())
const staged = names('--cached', '--diff-filter=d')
const changed = new Set(names())
const faults = []

for (const file of staged) {
  const { write, fault } = await formatStaged({ file, text: git('show', `:${file}`), changedAgain: changed.has(file) })
  if (fault !== undefined) faults.push(fault)
  if (write === undefined) continue
  writeFileSync(file, write)
  git('add', '--', file)
  console.log(`formatted ${file}`)
}

const code = staged.filter((file) => /\.tsx?$/.test(file))
if (code.length > 0) {
  const lint = ['--max-warnings', '0', '--no-warn-ignored', '--cache', '--cache-location', 'node_modules/.cache/eslint/']
  const { status } = spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', ...lint, ...code], { stdio: 'inherit' })
  if (status !== 0) faults.push('lint refuses what stands above')
}

for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
