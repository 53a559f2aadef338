import { availableParallelism } from 'node:os'

const typescript = { '^.+\\.(m?[jt]sx?)$': '<rootDir>/config/jest-esbuild.mjs' }
/** Packages published as ES modules only, which Jest must translate. */
const translated = [
  'node_modules/(?!(kysely|uuidv7|music-metadata|@tokenizer|strtok3|token-types|uint8array-extras|file-type|@borewit|win-guid|media-typer|@valibot|close-with-grace|(?:@fastify/static/node_modules/)?content-disposition)/)',
]
const base = { rootDir: import.meta.dirname, transform: typescript, transformIgnorePatterns: translated }

export default {
  // A deadline for what hangs; a busy machine is not a fault.
  testTimeout: 60_000,
  // One more than there are processors: a worker often waits, for its database, a timer or a program it started.
  maxWorkers: availableParallelism() + 1,
  projects: [
    { ...base, displayName: 'contract', testEnvironment: 'node', testMatch: ['<rootDir>/contract/**/*.test.ts'] },
    {
      ...base,
      displayName: 'cloud',
      testEnvironment: 'node',
      // music-metadata names no `require` entry, only the one Node 22 would take.
      testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'module-sync'] },
      testMatch: ['<rootDir>/cloud/**/*.test.ts'],
      globalSetup: '<rootDir>/cloud/testing/database/global-setup.ts',
      globalTeardown: '<rootDir>/cloud/testing/database/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'client',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
      moduleNameMapper: {
        '^@tarojs/components$': '<rootDir>/src/testing/components.tsx',
        '^@tarojs/taro$': '<rootDir>/src/testing/taro.tsx',
        '\\.css$': 'identity-obj-proxy',
      },
      setupFiles: ['<rootDir>/src/testing/globals.ts'],
    },
    {
      ...base,
      displayName: 'package',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/e2e/package/**/*.test.ts'],
      // The package runs as it was built.
      transformIgnorePatterns: [...translated, '/dist/weapp/'],
    },
    { ...base, displayName: 'house', testEnvironment: 'node', testMatch: ['<rootDir>/scripts/**/*.test.ts'] },
    { ...base, displayName: 'journeys', testEnvironment: 'node', testMatch: ['<rootDir>/e2e/journeys/**/*.test.ts'] },
  ],
}
