import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { cloudRooms, cloudTests, cloudZones, doorsOf } from './scripts/lint/walls.mjs'

/** Rooms of the mini-program: the resident's are `src/resident/<room>`, the staff's `src/staff/<room>`. */
const residentRooms = [
  ...['account', 'grids', 'branches', 'messages', 'requests', 'services', 'bookings', 'queue', 'ratings', 'notices', 'notifications'],
]
const staffRooms = [
  ...['inbox', 'requests', 'messages', 'notices', 'duty', 'grids', 'venues', 'counter', 'bookings', 'ratings', 'openings'],
]
const no = (target, from, message, except) => ({ target, from, message, ...(except ? { except } : {}) })

/** Shared floors of the mini-program, lowest first: each imports those below it only. Pages stand on top. */
const storeys = ['platform', 'ui', 'parts']
const pages = ['./src/tabs', './src/resident', './src/staff']
const says = {
  platform: 'The platform knows no screen.',
  ui: 'Primitives know no room.',
  parts: 'What pages share knows no page.',
}
const othersOf = (side, rooms, own) => rooms.filter((room) => room !== own).map((room) => `./src/${side}/${room}`)

/** Import directions (docs/architecture.md). A broken one fails `npm test`. */
const zones = [
  no('./contract', ['./cloud', './src', './e2e', './scripts'], 'The contract imports nothing of ours.'),
  no('./src', ['./cloud', './e2e', './scripts'], 'The mini-program knows the cloud only by the contract.'),
  no('./cloud', ['./src', './e2e'], 'The cloud never imports the mini-program.'),
  ...storeys.map((storey, n) => no(`./src/${storey}`, [...storeys.slice(n + 1).map((above) => `./src/${above}`), ...pages], says[storey])),
  no(
    './src/tabs',
    pages.filter((one) => one !== './src/tabs'),
    'A tab is in the main package; it may not pull in a sub-package.',
  ),
  ...residentRooms.map((room) =>
    no(
      `./src/resident/${room}`,
      ['./src/tabs', './src/staff', ...othersOf('resident', residentRooms, room)],
      'Rooms do not import each other: what two need goes to src/parts.',
    ),
  ),
  no(
    './src/staff/parts',
    ['./src/tabs', './src/resident', ...othersOf('staff', staffRooms)],
    'What several staff rooms share knows none of them.',
  ),
  ...staffRooms.map((room) =>
    no(
      `./src/staff/${room}`,
      ['./src/tabs', ...othersOf('resident', residentRooms, room), ...othersOf('staff', staffRooms, room)],
      'A staff room imports the resident’s room of its name and no other: what two need goes to src/staff/parts.',
    ),
  ),
]

/** What a browser has and WeChat's engine has not (or not on every phone); src/platform guards or replaces it. */
const browserOnly = [
  ...['window', 'document', 'navigator', 'location', 'history', 'screen', 'localStorage', 'sessionStorage', 'alert', 'confirm', 'prompt'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'AbortController', 'FormData', 'Blob', 'File', 'FileReader', 'Image', 'Audio'],
  ...['URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'crypto', 'atob', 'btoa', 'Intl', 'BigInt', 'WeakRef', 'structuredClone'],
  ...['queueMicrotask', 'requestIdleCallback', 'requestAnimationFrame', 'IntersectionObserver', 'ResizeObserver', 'getComputedStyle', 'wx'],
]

const noEnum = { selector: 'TSEnumDeclaration', message: 'No enum: a list `as const`, and the union of what is in it.' }

const only = (message, ...names) => names.map((name) => ({ name, message }))

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'data', 'coverage', 'samples', '**/*.cjs'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // The contract is in the first. A project that is not needed costs seconds, because each is compiled until a file is found.
        project: ['./tsconfig.json', './cloud/tsconfig.json', './e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: {
      'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js'] } },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      // There is no enum to assign to, and the rule looks for one in the type of every expression: an eighth of lint's time.
      'no-restricted-syntax': ['error', noEnum],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  // The compiler of TypeScript, which some scripts use, has enums.
  { files: ['scripts/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-enum-assignment': 'error' } },
  // Only the mini-program has React in it; its compiler reads a whole file to judge it.
  { files: ['src/**/*.{ts,tsx}', 'config/**/*.ts'], rules: reactHooks.configs.recommended.rules },
  {
    files: ['cloud/**/*.ts'],
    ignores: cloudTests,
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: [...zones, ...cloudZones] }] },
  },
  ...cloudRooms.map((room) => ({
    files: [`cloud/${room}/**/*.ts`],
    ignores: cloudTests,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: doorsOf(room) }] },
  })),
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/platform/**', 'src/ui/**', 'src/app.tsx', 'src/app.config.ts', 'src/testing/**', '**/*.config.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: only('Only src/platform speaks to Taro and wx.', '@tarojs/taro') }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/platform/**', 'src/testing/**', '**/*.test.{ts,tsx}', '**/*.config.ts'],
    rules: { 'no-restricted-globals': ['error', ...only('WeChat has no such thing: src/platform does.', ...browserOnly)] },
  },
  {
    files: ['cloud/**/*.ts'],
    ignores: [
      'cloud/platform/**',
      'cloud/testing/**',
      'cloud/wechat-stand-in/**',
      'cloud/bench/**',
      'cloud/demo/**',
      'cloud/**/*.test.ts',
      'cloud/main.ts',
      'cloud/app.ts',
      'cloud/import/main.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: only(
            'Only cloud/platform opens the database, the network and the file store.',
            'pg',
            'fastify',
            'ws',
            'sharp',
            'node:http',
            'node:net',
          ),
        },
      ],
      'no-restricted-syntax': [
        'error',
        noEnum,
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time comes from the injected clock.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the injected clock.' },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**/*.ts'],
    rules: { '@typescript-eslint/no-empty-function': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
)
