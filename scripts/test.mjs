// Runs as `npm test`: all checks and tests. `npm test -- lint cloud` runs some parts; `npm test -- cloud/bookings` the tests of a path.
// `npm run test:long` (`-- long`) runs the fault and property tests at their full length. See docs/testing.md.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureInstalled } from './install.mjs'
import { projectOf, runJest } from './run-jest.mjs'
import { seconds, sideBySide } from './side-by-side.mjs'

/** TypeScript 7 checks several times as fast as 6, which stays for ESLint: 7 has no API yet that typescript-eslint could use. */
const tsc = (project) => ['node_modules/typescript-native/bin/tsc', '-p', project]
const cache = 'node_modules/.cache'
/** With a larger nursery, because the types ESLint asks for live short: collecting them took a fourteenth of its time. */
const eslint = ['--max-semi-space-size=128', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']
/** Checks that need no test runner, the slowest first. */
const checks = [
  { name: 'lint', commands: [[...eslint, '--cache', '--cache-location', `${cache}/eslint/`]] },
  { name: 'build h5', commands: [['scripts/build.mjs', 'h5']] },
  { name: 'build weapp', commands: [['scripts/build.mjs', 'weapp', 'cloud']] },
  { name: 'types', commands: ['.', 'contract', 'cloud', 'e2e'].map(tsc) },
  { name: 'format', commands: [['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']] },
  { name: 'words', commands: [['scripts/run.mjs', 'scripts/words/check.ts']] },
  { name: 'unused', commands: [['node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors']] },
]
const partOf = ({ name }) => name.split(' ')[0]
/** Tests that have a long form, enabled by DOORSTEP_TEST_LONG. */
const long = [
  'cloud/faults/kill-rounds.test.ts',
  'cloud/testing/every-endpoint/fuzz.test.ts',
  'cloud/testing/every-endpoint/wrong-input.test.ts',
  'cloud/testing/hidden-report/hidden-report.test.ts',
  'cloud/bookings/testing/concurrency.test.ts',
  'cloud/demo/demo.test.ts',
]

const began = Date.now()
const asked = process.argv.slice(2)
const parts = ['long', ...new Set(checks.map(partOf)), ...Object.keys(projectOf)]
const paths = asked.filter((one) => !parts.includes(one))
const named = asked.filter((one) => parts.includes(one))
const inside = (project) => paths.some((path) => path.startsWith(projectOf[project] ?? '?'))
const isAsked = (part) => named.includes(part) || inside(part) || (asked.length === 0 && part !== 'long')
/** Returns whether a part runs; tests of the built package imply the build. */
const wants = (part) => isAsked(part) || (part === 'build' && ['package', 'journeys'].some(isAsked))
const faults = []
const count = { passed: 0, failed: 0 }

ensureInstalled()
const chromium = wants('journeys') ? findChromium() : undefined

const failedChecks = await sideBySide(checks.filter((check) => wants(partOf(check))))
faults.push(...failedChecks)
// Journeys have deadlines in the browser, so they do not run in parallel with the other tests.
await tests(Object.keys(projectOf).filter((project) => project !== 'journeys' && wants(project)))
await tests(wants('journeys') ? ['journeys'] : [], { CHROMIUM: chromium })
if (wants('long')) await tests(['cloud'], { DOORSTEP_TEST_LONG: '1' }, long)

for (const fault of faults) console.error(`FAILED: ${fault}`)
console.log(`${count.passed} passed, ${count.failed} failed, ${seconds(began)} s`)
process.exit(faults.length > 0 || count.failed > 0 ? 1 : 0)

async function tests(projects, env = {}, only = paths) {
  if (projects.length === 0) return
  console.log(`\n— tests: ${projects.join(', ')}`)
  const result = await runJest(projects, { paths: only, env })
  count.passed += result.passed
  count.failed += result.failed
  faults.push(...result.faults)
}

/** Returns the browser for the journeys; installs it on a Debian machine where permitted. */
function findChromium() {
  const known = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const found = () => known.find((path) => path && existsSync(path))
  if (!found() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    execFileSync('apt-get', ['update'], { stdio: 'inherit' })
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { stdio: 'inherit' })
  }
  const path = found()
  if (!path) {
    console.error(
      'The browser journeys need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM to its path.',
    )
    process.exit(1)
  }
  return path
}
