import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import babelJest from 'babel-jest'
import { transformSync, version } from 'esbuild'

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

export default {
  canInstrument: false,
  process(source, path, options) {
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
    return createHash('sha1').update(itself).update(version).update(configString).update(path).update('\0').update(source).digest('hex')
  },
}
