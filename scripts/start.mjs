// Runs as `npm start`: builds what is stale, makes the demo where DATA_DIR is empty (`-- --empty` leaves it out), starts the API on its
// database, imports samples/ and prints the addresses.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'

process.chdir(join(import.meta.dirname, '..'))
ensureInstalled()
const { build } = await import('./build.mjs')
const { ensureSamples } = await import('./samples.mjs')
const { settleDemo } = await import('./demo.mjs')
const { ensureLife } = await import('./lived-in.mjs')

const port = process.env.PORT || '8080'
const here = `http://localhost:${port}`
// The API's own rule (cloud/platform/process/environment.ts): any NODE_ENV but these is production.
const demo = !process.env.WX_APPID && ['', 'development', 'test'].includes((process.env.NODE_ENV ?? '').trim())
const env = {
  ...process.env,
  PORT: port,
  DEMO: process.env.DEMO ?? (demo ? '1' : '0'),
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  // Demo sign-ins let anybody sign in as anybody: they are limited to this machine unless HOST is set.
  ...(demo && !process.env.HOST && { HOST: '127.0.0.1' }),
  DOORSTEP_API_BASE: process.env.DOORSTEP_API_BASE ?? process.env.PUBLIC_URL ?? here,
}

try {
  process.env.DOORSTEP_API_BASE = env.DOORSTEP_API_BASE
  await free(Number(port))
  await build()
  await ensureLife({ env, args: process.argv.slice(2) })
  const api = startApi(env)
  await ready(here, api)
  if (env.DEMO === '1') await ensureSamples(here, env)
  const people = env.DEMO === '1' ? await settleDemo(here) : []
  say(people)
} catch (fault) {
  console.error(fault.message)
  process.exitCode = 1
}

/** Starts the API in its own process group, so that Ctrl-C reaches it once, through this program, and it can finish running requests. */
function startApi(env) {
  const child = spawn(process.execPath, ['dist/cloud/main.mjs'], { stdio: 'inherit', env, detached: true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  child.on('exit', (code) => process.exit(code ?? 1))
  return child
}

/** Fails when the port is in use, before anything is built or imported: the other program would answer instead. */
async function free(number) {
  if (!(number >= 0 && number <= 65_535)) return // the API reports an invalid port number itself
  await new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', ({ code }) => failed(new Error(`PORT ${port} cannot be used (${code}); set PORT to another number.`)))
    probe.listen(number, env.HOST, () => probe.close(done))
  })
}

async function ready(base, api) {
  const deadline = Date.now() + 90_000
  while (Date.now() < deadline && api.exitCode === null) {
    const answered = await fetch(`${base}/readyz`).catch(() => null)
    if (answered?.ok) return
    await new Promise((again) => setTimeout(again, 150))
  }
  throw new Error(`The API did not become ready at ${base}`)
}

function say(people) {
  const shown = ['resident', 'gridMember', 'supervisor'].flatMap((key) => people.filter((person) => person.key === key))
  const lines = [
    '',
    `  家门口党支部  ${here}`,
    '',
    ...shown.map(({ key, name, what }) => `  ${`${here}/?as=${key}`.padEnd(44)} ${name}  ${what}`),
    ...(people.length > shown.length
      ? [
          `  more people: ?as=${people
            .filter((one) => !shown.includes(one))
            .map(({ key }) => key)
            .join(' | ')}`,
        ]
      : []),
    '',
    `  API reference   ${here}/openapi.json`,
    '  WeChat package  dist/weapp (open this folder in WeChat DevTools)',
    '  Ctrl-C stops; the data stays in ' + (process.env.DATABASE_URL ? 'your database' : process.env.DATA_DIR || './data'),
    '',
  ]
  console.log(lines.join('\n'))
}
