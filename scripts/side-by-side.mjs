import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * Runs Node commands in parallel, as many at once as there are processors, in the order given. A command's output is printed when it ends,
 * so that outputs do not mix. Returns the names of those that failed.
 */
export async function sideBySide(tasks) {
  const waiting = [...tasks]
  const failed = []
  const lane = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const began = Date.now()
      const { ok, said } = await inTurn(task.commands)
      console.log(`\n— ${task.name}: ${ok ? 'ok' : 'FAILED'} in ${seconds(began)} s`)
      if (said !== '') process.stdout.write(said.endsWith('\n') ? said : `${said}\n`)
      if (!ok) failed.push(task.name)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, lane))
  return failed
}

/** Runs every command of a task in order, so that one failure does not hide the next. */
async function inTurn(commands) {
  let ok = true
  let said = ''
  for (const command of commands) {
    const done = await node(command)
    ok &&= done.ok
    said += done.said
  }
  return { ok, said }
}

function node(command) {
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(text))
    child.on('error', (fault) => said.push(Buffer.from(fault.message)))
    child.on('close', (code) => done({ ok: code === 0, said: Buffer.concat(said).toString() }))
  })
}

export const seconds = (since) => ((Date.now() - since) / 1000).toFixed(0)
