import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The Jest projects, by the folder their tests are in. */
export const projectOf = {
  house: 'scripts',
  contract: 'contract',
  cloud: 'cloud',
  client: 'src',
  package: join('e2e', 'package'),
  journeys: join('e2e', 'journeys'),
}

/** How long Jest may take to exit after its last test, in milliseconds. */
const patience = 60_000

/**
 * Runs Jest on some projects (only the tests that `paths` name, if any) and returns how many tests passed and failed, and the faults. A
 * project that ran no test, a skipped test, and a Jest that does not exit by itself are faults.
 */
export async function runJest(projects, { paths = [], env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-test-'))
  const report = join(folder, 'report.json')
  // With these options Node reports on a signal (SIGUSR2) what a process still waits for.
  const onRequest = ['--report-on-signal', '--report-signal=SIGUSR2', `--report-directory=${folder}`]
  const child = spawn(
    process.execPath,
    [...onRequest, 'node_modules/jest/bin/jest.js', ...paths, '--json', `--outputFile=${report}`, '--selectProjects', ...projects],
    { stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0', ...env } },
  )
  const ended = new Promise((done) => child.once('exit', (code) => done(code)))
  const code = await Promise.race([ended, tooLong(child, report)])
  const faults = []
  if (code === null) faults.push(`Jest did not end; still open: ${await stillOpen(child, folder)}`)
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  rmSync(folder, { recursive: true, force: true })
  if (result === null) return { passed: 0, failed: 0, faults: [...faults, 'Jest made no report'] }
  if (code !== null && code !== 0 && result.success) faults.push(`Jest ended with ${code}`)
  faults.push(...faultsOf(result, paths.length > 0 ? [] : projects))
  sayHowLong(result)
  return { passed: result.numPassedTests, failed: result.numFailedTests, faults }
}

/** Resolves to Jest's exit code, or to null when it is still running a while after its report was written. */
async function tooLong(child, report) {
  while (!existsSync(report)) {
    if (child.exitCode !== null) return child.exitCode
    await wait(500)
  }
  const deadline = Date.now() + patience
  while (child.exitCode === null && Date.now() < deadline) await wait(200)
  return child.exitCode
}

/** Ends Jest and reports what kept it running. */
async function stillOpen(child, folder) {
  child.kill('SIGUSR2')
  await wait(3000)
  child.kill('SIGKILL')
  const written = readdirSync(folder).filter((name) => name.startsWith('report.') && name !== 'report.json')
  const handles = written.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).libuv ?? [])
  const held = handles.filter(({ is_active: active, is_referenced: referenced, type }) => active && referenced && type !== 'signal')
  const words = held.map(({ type, remoteEndpoint, localEndpoint, pid, firesInMsFromNow }) =>
    [
      type,
      remoteEndpoint?.host,
      remoteEndpoint?.port ?? localEndpoint?.port,
      pid && `pid ${pid}`,
      firesInMsFromNow && `due in ${firesInMsFromNow} ms`,
    ]
      .filter(Boolean)
      .join(' '),
  )
  return `${words.join('; ') || 'nothing that Node can name'} (npx jest -i --detectOpenHandles <file> says where it was opened)`
}

function faultsOf(result, projects) {
  const faults = []
  if (!result.success)
    faults.push(`${result.numFailedTests} of ${result.numTotalTests} tests and ${result.numFailedTestSuites} files failed`)
  const skipped = result.numPendingTests + result.numTodoTests
  if (skipped > 0) faults.push(`${skipped} tests were skipped`)
  for (const project of projects) {
    const ran = filesOf(result, project).some(({ assertionResults }) => assertionResults.length > 0)
    if (!ran) faults.push(`${project}: no test ran`)
  }
  if (result.numTotalTests === 0) faults.push('no test ran')
  return faults
}

const filesOf = ({ testResults }, project) =>
  testResults.filter(({ name }) => relative(process.cwd(), name).startsWith(projectOf[project] + sep))

/** Prints how long each project took, and the slowest files. */
function sayHowLong(result) {
  const took = ({ startTime, endTime }) => (endTime - startTime) / 1000
  const sum = (files) => files.reduce((all, file) => all + took(file), 0).toFixed(0)
  for (const project of Object.keys(projectOf)) {
    const files = filesOf(result, project)
    if (files.length > 0)
      console.log(`— ${project}: ${files.flatMap((file) => file.assertionResults).length} tests, ${sum(files)} s of one worker`)
  }
  const slow = [...result.testResults].sort((a, b) => took(b) - took(a)).slice(0, 8)
  console.log(`  longest: ${slow.map((file) => `${relative(process.cwd(), file.name)} ${took(file).toFixed(0)} s`).join(', ')}`)
}
