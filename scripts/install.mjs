// Installs the dependencies when they are missing or older than the lock file; used by start, dev and test.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const stamp = 'node_modules/.doorstep-lock'

/** Installs until node_modules is what package-lock.json says. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (existsSync('node_modules/.package-lock.json') && sameLock()) {
    writeFileSync(stamp, wanted)
    return
  }
  console.log('Installing dependencies (npm ci) …')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('npm ci failed; see its message above.')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

/** Returns whether npm's record of installed packages matches the lock: every installed package has the locked version. */
function sameLock() {
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const { packages: installed } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'))
  const required = Object.entries(locked).filter(([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.link)
  return required.every(([path, entry]) => installed[path]?.version === entry.version)
}
