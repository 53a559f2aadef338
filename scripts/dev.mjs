// Runs as `npm run dev`: like `npm start`, and on every change rebuilds the affected parts and restarts the API.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'

process.chdir(join(import.meta.dirname, '..'))
ensureInstalled()
const { build } = await import('./build.mjs')

const touches = { cloud: ['cloud'], contract: ['cloud', 'weapp', 'h5'], src: ['h5', 'weapp'], config: ['h5', 'weapp'], samples: ['cloud'] }
const stale = new Set()
let working = false
let running = start()

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    running.once('exit', (code) => process.exit(code ?? 0))
    running.kill(signal)
  })
}

for (const folder of Object.keys(touches)) {
  watch(folder, { recursive: true }, (_event, name) => {
    if (name === null || /(^|\/)node_modules\/|\.test\.tsx?$|~$/.test(name)) return
    for (const part of touches[folder]) stale.add(part)
    setTimeout(work, 300)
  })
}

/** Runs one build at a time; changes made meanwhile are built next. */
async function work() {
  if (working || stale.size === 0) return
  working = true
  const parts = [...stale]
  stale.clear()
  try {
    await build(parts)
    if (parts.includes('cloud')) await restart()
    console.log(`Rebuilt ${parts.join(', ')}`)
  } catch (fault) {
    console.error(fault.message)
  }
  working = false
  await work()
}

function start() {
  return spawn(process.execPath, ['scripts/start.mjs', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { LOG_LEVEL: 'info', ...process.env },
  })
}

async function restart() {
  const ended = new Promise((done) => running.once('exit', done))
  running.kill('SIGTERM')
  await ended
  running = start()
}
