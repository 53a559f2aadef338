// npm run walks [-- 10000]: random walks of requests by the state table, shared by as many processes as there are processors.
// `npm test` takes a few hundred of them (cloud/requests/testing/walks). A walk that fails is printed with the shortest way to the fault.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { seconds } from './side-by-side.mjs'

const walks = Number(process.argv[2] ?? 10_000)
if (!Number.isInteger(walks) || walks < 1) {
  console.error('Usage: npm run walks -- <how many>')
  process.exit(2)
}
const processes = Math.min(availableParallelism(), walks)
const began = Date.now()
/** Dice that differ from day to day, so that every run sees other walks; a run that failed is repeated with its seed. */
const seed = Number(process.env.DOORSTEP_WALKS_SEED ?? Math.floor(began / 1000) % 1_000_000_000)
console.log(`${walks} walks in ${processes} processes, from DOORSTEP_WALKS_SEED=${seed}`)
const codes = await Promise.all(Array.from({ length: processes }, (_, nth) => walk(Math.ceil(walks / processes), seed + nth)))
const failed = codes.filter((code) => code !== 0).length
console.log(
  failed === 0 ? `${walks} walks ended well, ${seconds(began)} s` : `FAILED in ${failed} of ${processes} processes, ${seconds(began)} s`,
)
process.exit(failed === 0 ? 0 : 1)

/** Resolves to the exit code of a Jest that takes so many walks. */
function walk(many, first) {
  const env = { ...process.env, DOORSTEP_WALKS: String(many), DOORSTEP_WALKS_SEED: String(first) }
  const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', 'cloud/requests/testing/walks', '--selectProjects', 'cloud'], {
    stdio: 'inherit',
    env,
  })
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)))
}
