// Starts the API on a database of its own, checks that it is ready, and stops it: `.ci/run` does so on the oldest supported Node.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundleApi } from './bundle.mjs'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-start-'))
// The database server may run as another user, who must be able to enter.
chmodSync(folder, 0o755)
const port = await freePort()
const child = spawn(process.execPath, [await bundleApi()], {
  stdio: 'inherit',
  env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), DATA_DIR: folder, DEMO: '1', LOG_LEVEL: 'warn' },
})
const exit = once(child, 'exit').then(([code, signal]) => code ?? signal)

const ready = await isReady(`http://127.0.0.1:${port}/readyz`)
child.kill('SIGTERM')
const ended = await Promise.race([exit, wait(30_000, 'still running', { ref: false })])
if (ended === 'still running') child.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
console.log(`Node ${process.versions.node}: ${ready ? 'ready' : 'NOT ready'}, stopped with ${ended}`)
process.exitCode = ready && ended === 0 ? 0 : 1

async function isReady(url) {
  const deadline = Date.now() + 120_000
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return true
    await wait(200)
  }
  return false
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
