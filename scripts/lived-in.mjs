import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './bundle.mjs'
import { unfinished, whatToDo } from './life-wanted.mjs'
import { stampSamples } from './samples.mjs'

const folderOf = (env) => env.DATA_DIR || join(repositoryRoot, 'data')

/** Makes the demo's life where it is wanted and missing. Only a folder that was empty when it began is ever cleared. */
export async function ensureLife({ env, args }) {
  const folder = folderOf(env)
  const does = whatToDo({ env, args, folder })
  if (does === 'leave') return
  if (does !== 'make') console.log('The demo was interrupted while it was made; what there is of it is cleared')
  if (does !== 'clear') console.log('Making a demo district that was lived in for a week (npm start -- --empty leaves it out) …')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, unfinished), '')
  await run(does, env)
  if (does !== 'clear') stampSamples(env)
}

/** Runs the program that makes the demo; a signal to this one reaches it, so that it can stop its database. */
function run(does, env) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--enable-source-maps', join(repositoryRoot, 'dist/cloud/demo.mjs'), does], {
      cwd: repositoryRoot,
      env,
      stdio: 'inherit',
      detached: true,
    })
    const pass = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass)
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      for (const one of ['SIGINT', 'SIGTERM']) process.off(one, pass)
      if (code === 0) done()
      else failed(new Error(`The demo was not finished (${signal ?? code}); the next start begins it afresh.`))
    })
  })
}
