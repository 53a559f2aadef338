import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const top = join(__dirname, '..')

/** Each bench with the argument of its own child process: it loads every module, and ends because no parent writes to it. */
test.each([
  ['cloud/bench/main.ts', 'serve'],
  ['cloud/bench/booking.ts', 'generate'],
  ['cloud/bench/neighbours.ts', 'flood'],
])('%s loads outside Jest, although it uses parts of the tests', (program, child) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', program, child], { cwd: top, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
