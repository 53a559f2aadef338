import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './bundle.mjs'

const folder = join(repositoryRoot, 'samples')
export const invitationsFile = (env = process.env) => join(env.DATA_DIR || join(repositoryRoot, 'data'), 'demo-invitations.csv')

/** Imports samples/ through the import command when the district is missing or the files changed. */
export async function ensureSamples(base, env) {
  const stamp = stampOf(env)
  const there = (await fetch(`${base}/v1/areas`)).ok
  if (there && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(env.DATABASE_URL ?? '')) return
  console.log('Importing samples/ …')
  mkdirSync(env.DATA_DIR || join(repositoryRoot, 'data'), { recursive: true })
  await importFolder(['samples', '--invitations', invitationsFile(env)], env)
  stampSamples(env)
}

const stampOf = (env) => join(env.DATA_DIR || join(repositoryRoot, 'data'), '.samples')

/** Notes that samples/ as they are now are in the database. */
export const stampSamples = (env) => writeFileSync(stampOf(env), digest(env.DATABASE_URL ?? ''))

function importFolder(args, env) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--enable-source-maps', join(repositoryRoot, 'dist/cloud/import.mjs'), ...args], {
      cwd: repositoryRoot,
      env,
    })
    const said = []
    child.stdout.on('data', (text) => said.push(text))
    child.stderr.on('data', (text) => said.push(text))
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(`The import of samples/ failed:\n${Buffer.concat(said)}`))))
  })
}

function digest(database) {
  const hash = createHash('sha256').update(database)
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path))
  }
  return hash.digest('hex')
}
