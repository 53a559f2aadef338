// node scripts/run.mjs <program.ts> [arguments]: bundles a TypeScript program of the cloud and runs it.
import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { bundle } from './bundle.mjs'

const [program, ...rest] = process.argv.slice(2)
if (program === undefined) {
  console.error('Usage: node scripts/run.mjs <program.ts> [arguments]')
  process.exit(2)
}
const parts = program.replace(/\.ts$/, '').split('/')
const file = await bundle(program, parts.slice(-2).join('-') || basename(program))
const child = spawn(process.execPath, ['--enable-source-maps', file, ...rest], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
