import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Build options: packages stay outside the bundle (some load native parts); our own workspaces and data (JSON needs an import attribute in
 * Node) are included.
 */
const packagesOutside = {
  name: 'packages-outside',
  setup(on) {
    on.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@doorstep/') || path.endsWith('.json') ? null : { path, external: true },
    )
  },
}

/** Defines __dirname, which ES modules lack; the sources use it to find the top folder, in Jest and in the bundle alike. */
const header = [
  `import { fileURLToPath as doorstepPath } from 'node:url'`,
  `const __filename = doorstepPath(import.meta.url)`,
  `const __dirname = doorstepPath(new URL('.', import.meta.url))`,
].join(';')

/**
 * Bundles one TypeScript program of the cloud to dist/cloud/<name>.mjs and returns that path. The file is replaced atomically: another
 * start may be reading it.
 */
export async function bundle(entry, name) {
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
    plugins: [packagesOutside],
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

export const readJson = async (path) => JSON.parse(await readFile(join(repositoryRoot, path), 'utf8'))
