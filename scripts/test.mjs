// `npm test`: everything that must hold, in the order in which it is cheapest to learn that it does not.
// A part that fails, is skipped or runs no test fails the command.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'

const only = process.argv.slice(2)
const reports = mkdtempSync(join(tmpdir(), 'doorstep-test-'))
const failed = []
const count = { passed: 0, failed: 0 }

ensureInstalled()
const chromium = findChromium()

part('types', () => ['.', 'contract', 'cloud', 'e2e'].every((project) => run('npx', ['tsc', '-p', project])))
part('lint', () => run('npx', ['eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']))
part('format', () => run('npx', ['prettier', '--check', '--log-level', 'warn', '.']))
part('contract', () => jest('contract'))
part('cloud', () => jest('cloud'))
part('client', () => jest('client'))
part('build', () => run('node', ['scripts/build.mjs']))
part('package', () => jest('package'))
part('journeys', () => jest('journeys', { CHROMIUM: chromium }))

rmSync(reports, { recursive: true, force: true })
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exit(failed.length > 0 || count.failed > 0 ? 1 : 0)

function part(name, work) {
  if (only.length > 0 && !only.includes(name)) return
  const began = Date.now()
  console.log(`\n— ${name}`)
  const ok = work()
  if (!ok) failed.push(name)
  console.log(`— ${name}: ${ok ? 'ok' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(0)} s`)
}

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

/** Runs one Jest project; no test, or a skipped one, is a failure. It is made to end: what a failed test left open must not hang the command. */
function jest(project, env = {}) {
  const report = join(reports, `${project}.json`)
  const ended = run('npx', ['jest', '--selectProjects', project, '--json', '--outputFile', report, '--forceExit'], {
    ...env,
    FORCE_COLOR: '0',
  })
  if (!existsSync(report)) return false
  const result = JSON.parse(readFileSync(report, 'utf8'))
  count.passed += result.numPassedTests
  count.failed += result.numFailedTests
  const skipped = result.numPendingTests + result.numTodoTests
  if (result.numTotalTests === 0) console.error(`${project}: no test ran`)
  if (skipped > 0) console.error(`${project}: ${skipped} skipped`)
  return ended && result.success && result.numTotalTests > 0 && skipped === 0
}

/** The browser for the journeys; on a Debian machine where we may, it is installed. */
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
  mkdirSync(reports, { recursive: true })
  return path
}
