// Builds what is stale into dist: cloud programs, the WeChat package, the browser preview. `node scripts/build.mjs [cloud|weapp|h5 …]`
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { bundle, bundleApi, repositoryRoot } from './bundle.mjs'

const programs = { import: 'cloud/import/main.ts', inspect: 'cloud/platform/files/inspect-main.ts', demo: 'cloud/demo/main.ts' }
/** Inputs of a mini-program build besides packages, which the lock file stands for. */
const read = ['src', 'contract', 'config', 'babel.config.js', 'project.config.json', 'tsconfig.json', 'package.json', 'package-lock.json']
const settings = ['DOORSTEP_API_BASE', 'DOORSTEP_DISTRICT', 'DOORSTEP_PREVIEW']

/** Builds the named parts, each only when its inputs changed. Throws when a build fails. */
export async function build(parts = ['cloud', 'weapp', 'h5']) {
  if (parts.includes('cloud')) {
    await bundleApi()
    for (const [name, entry] of Object.entries(programs)) await bundle(entry, name)
  }
  if (parts.includes('weapp')) await taro('weapp', { DOORSTEP_API_BASE: process.env.DOORSTEP_API_BASE ?? 'http://localhost:8080' })
  if (parts.includes('h5')) await taro('h5', { DOORSTEP_PREVIEW: '1', DOORSTEP_API_BASE: '' }) // the preview is served by the API it calls
}

async function taro(platform, own) {
  const env = { ...process.env, NODE_ENV: 'production', ...own }
  const wanted = fingerprint(env)
  const stamp = join(repositoryRoot, 'dist', `.${platform}`)
  const made = join(repositoryRoot, 'dist', platform, platform === 'h5' ? 'index.html' : 'app.json')
  if (existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Building dist/${platform} …`)
  await run('npx', ['taro', 'build', '--type', platform, '--no-check'], env)
  if (platform === 'h5') await forBrowsers(join(repositoryRoot, 'dist', platform))
  mkdirSync(join(repositoryRoot, 'dist'), { recursive: true })
  writeFileSync(stamp, wanted)
}

/**
 * Lets the browser fetch what the first page needs at once, shows the page's own words before any of it is there, and compresses every text
 * once, as small as it gets.
 */
async function forBrowsers(folder) {
  const page = join(folder, 'index.html')
  const first = ['js', 'css'].flatMap((kind) =>
    readdirSync(join(folder, kind)).filter((name) => /^(first|src_tabs_home_index_tsx)\./.test(name)),
  )
  if (first.length !== 4) throw new Error(`The first page has other files than expected: ${first.join(', ')}`)
  const hints = first.map((name) => {
    const [kind, as] = name.endsWith('.js') ? ['js', 'script'] : ['css', 'style']
    return `<link rel="preload" href="/${kind}/${name}" as="${as}">`
  })
  const html = readFileSync(page, 'utf8')
    .replace('<script', `${hints.join('')}<script fetchpriority="high"`)
    // The sheet of the frame is half a kilobyte: asked for by itself, the first words would wait for it.
    .replace(
      /<link href="(\/css\/app\.\w+\.css)" rel="stylesheet">/,
      (_, name) => `<style>${readFileSync(join(folder, name), 'utf8')}</style>`,
    )
  writeFileSync(page, html)
  for (const path of filesUnder(folder).filter((name) => /\.(js|css|html)$/.test(name))) {
    const text = readFileSync(path)
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
    writeFileSync(`${path}.br`, await promisify(brotliCompress)(text, quality))
    writeFileSync(`${path}.gz`, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }))
  }
}

/** Returns one digest of every file and setting a build reads. */
function fingerprint(env) {
  const hash = createHash('sha256')
  for (const name of settings) hash.update(`${name}=${env[name] ?? ''}\n`)
  for (const path of read.flatMap((top) => filesUnder(join(repositoryRoot, top))))
    hash.update(relative(repositoryRoot, path)).update(readFileSync(path))
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** Runs a command; prints its whole output, but only when it fails. */
function run(command, args, env) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: repositoryRoot, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    const said = []
    child.stdout.on('data', (text) => said.push(text))
    child.stderr.on('data', (text) => said.push(text))
    child.on('error', failed)
    child.on('exit', (code) =>
      code === 0 ? done() : failed(new Error(`${command} ${args.join(' ')} failed:\n${Buffer.concat(said).toString().slice(-8000)}`)),
    )
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = process.argv.slice(2)
  build(parts.length > 0 ? parts : undefined).catch((fault) => {
    console.error(fault.message)
    process.exitCode = 1
  })
}
