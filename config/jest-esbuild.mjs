import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import babelJest from 'babel-jest'
import { buildSync, transformSync, version } from 'esbuild'

/**
 * Jest's transformer from TypeScript and ES modules to CommonJS: esbuild takes a tenth of Babel's time. A file that calls `jest.mock` goes
 * to Babel, which hoists those calls above the imports.
 */
const lifted = babelJest.createTransformer({
  configFile: false,
  babelrc: false,
  presets: [
    ['@babel/preset-env', { targets: { node: '20' }, modules: 'commonjs' }],
    ['@babel/preset-react', { runtime: 'automatic' }],
    ['@babel/preset-typescript', { allowDeclareFields: true }],
  ],
})
const mocks = /\bjest\.mock\(/
const loaders = { '.ts': 'ts', '.tsx': 'tsx' }
const itself = readFileSync(import.meta.filename)
/** The entry of a package of hundreds of small files, which becomes one: Jest runs every file of a package anew for each test file. */
const manyFiles = /\/node_modules\/kysely\/dist\/cjs\/index\.js$/
const inOne = { bundle: true, format: 'cjs', platform: 'node', target: 'node20', write: false, logLevel: 'silent' }

export default {
  canInstrument: false,
  process(source, path, options) {
    if (manyFiles.test(path)) return { code: buildSync({ ...inOne, entryPoints: [path] }).outputFiles[0].text }
    if (mocks.test(source)) return lifted.process(source, path, options)
    const { code, map } = transformSync(source, {
      loader: loaders[/\.tsx?$/.exec(path)?.[0] ?? ''] ?? 'jsx',
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      jsx: 'automatic',
      // Jest runs CommonJS only: `import()` becomes a promise of `require`.
      supported: { 'dynamic-import': false },
      sourcefile: path,
      sourcemap: 'external',
      logLevel: 'silent',
    })
    return { code, map }
  },
  getCacheKey(source, path, { configString }) {
    const hash = createHash('sha1').update(itself).update(version).update(configString).update(path).update('\0').update(source)
    // The entry alone does not say which version the files behind it are of.
    if (manyFiles.test(path)) hash.update(readFileSync(join(dirname(path), '../../package.json')))
    return hash.digest('hex')
  },
}
