import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const rooms = [
  ...['account', 'grids', 'branches', 'messages', 'requests', 'services', 'bookings', 'queue', 'ratings', 'notices', 'notifications'],
]
const no = (target, from, message, except) => ({ target, from, message, ...(except ? { except } : {}) })

/** Import directions (docs/architecture.md). A broken one fails `npm test`. */
const zones = [
  no('./contract', ['./cloud', './src', './e2e', './scripts'], 'The contract imports nothing of ours.'),
  no('./src', ['./cloud', './e2e', './scripts'], 'The mini-program knows the cloud only by the contract.'),
  no('./cloud', ['./src', './e2e'], 'The cloud never imports the mini-program.'),
  no('./src/ui', ['./src/tabs', './src/staff', ...rooms.map((r) => `./src/${r}`)], 'Primitives know no room.'),
  no('./src/platform', ['./src/ui', './src/tabs', './src/staff', ...rooms.map((r) => `./src/${r}`)], 'The platform knows no screen.'),
  no('./src/tabs', ['./src/staff', ...rooms.map((r) => `./src/${r}`)], 'A tab is in the main package; it may not pull in a sub-package.'),
  ...rooms.map((r) =>
    no(
      `./src/${r}`,
      ['./src/tabs', './src/staff', ...rooms.filter((o) => o !== r).map((o) => `./src/${o}`)],
      'Rooms do not import each other.',
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

const only = (message, ...names) => names.map((name) => ({ name, message }))

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'data', 'coverage', 'samples', '**/*.cjs', 'cloud/platform/database/schema.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './contract/tsconfig.json', './cloud/tsconfig.json', './e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js'] } } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
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
