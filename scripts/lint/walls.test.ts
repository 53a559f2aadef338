import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The repository's top folder. */
const root = join(__dirname, '..', '..')

interface Trespass {
  says: string
  /** An existing file of the room that breaks the rule; the text below replaces its content for lint. */
  file: string
  text: string
  rule: string
  message: RegExp
}

const trespasses: Trespass[] = [
  {
    says: 'a room imports a higher room',
    file: 'cloud/files/jobs.ts',
    text: `import { act } from '../requests/api'\nexport const planted = act\n`,
    rule: 'import-x/no-restricted-paths',
    message: /lower rooms only/,
  },
  {
    says: 'a room imports only a type of a higher room',
    file: 'cloud/files/jobs.ts',
    text: `import type { StoredRequest } from '../requests/case/requests-store'\nexport type Planted = StoredRequest\n`,
    rule: 'import-x/no-restricted-paths',
    message: /lower rooms only/,
  },
  {
    says: 'the platform imports a room',
    file: 'cloud/platform/process/ids.ts',
    text: `import { notify } from '../../notifications/api'\nexport const planted = notify\n`,
    rule: 'import-x/no-restricted-paths',
    message: /platform knows no room/,
  },
  {
    says: 'a room imports the store of a lower room',
    file: 'cloud/requests/routes.ts',
    text: `import { insertMessage } from '../messages/messages-store'\nexport const planted = insertMessage\n`,
    rule: '@typescript-eslint/no-restricted-imports',
    message: /by its door/,
  },
  {
    says: 'a room passes the door of a lower room from a sub-folder',
    file: 'cloud/bookings/view/list.ts',
    text: `import { draw } from '../../queue/numbers/tickets'\nexport const planted = draw\n`,
    rule: '@typescript-eslint/no-restricted-imports',
    message: /by its door/,
  },
  {
    says: 'production code imports test support',
    file: 'cloud/messages/routes.ts',
    text: `import { eventually } from '../testing/eventually'\nexport const planted = eventually\n`,
    rule: 'import-x/no-restricted-paths',
    message: /no test support/,
  },
  {
    says: 'the contract has an enum',
    file: 'contract/values.ts',
    text: `export enum Planted {\n  one,\n}\n`,
    rule: 'no-restricted-syntax',
    message: /No enum/,
  },
  {
    says: 'a room of the cloud has an enum',
    file: 'cloud/files/jobs.ts',
    text: `export enum Planted {\n  one,\n}\n`,
    rule: 'no-restricted-syntax',
    message: /No enum/,
  },
  {
    says: 'the contract imports the cloud',
    file: 'contract/values.ts',
    text: `import { uuidv7 } from '../cloud/platform/process/ids'\nexport const planted = uuidv7\n`,
    rule: 'import-x/no-restricted-paths',
    message: /contract imports nothing/,
  },
  {
    says: 'the mini-program imports the cloud',
    file: 'src/tabs/home/index.tsx',
    text: `import { uuidv7 } from '../../../cloud/platform/process/ids'\nexport const planted = uuidv7\n`,
    rule: 'import-x/no-restricted-paths',
    message: /only by the contract/,
  },
  {
    says: 'a staff room imports another resident room',
    file: 'src/staff/openings/list/index.tsx',
    text: `import Page from '../../../resident/notices/list'\nexport const planted = Page\n`,
    rule: 'import-x/no-restricted-paths',
    message: /staff room imports/,
  },
  {
    says: 'a resident room imports another',
    file: 'src/resident/notices/list/index.tsx',
    text: `import Page from '../../requests/list'\nexport const planted = Page\n`,
    rule: 'import-x/no-restricted-paths',
    message: /Rooms do not import each other/,
  },
  {
    says: 'a primitive imports a page',
    file: 'src/ui/display/avatar.tsx',
    text: `import Page from '../../tabs/home'\nexport const planted = Page\n`,
    rule: 'import-x/no-restricted-paths',
    message: /Primitives know no room/,
  },
]

/** Lints all texts with one ESLint: a process for each would load every type again. Jest cannot load ESLint's own modules, Node can. */
function lintPlanted(): Map<string, { ruleId: string | null; message: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-walls-'))
  try {
    const plan = join(folder, 'plan.json')
    writeFileSync(plan, JSON.stringify(trespasses))
    const out = execFileSync(process.execPath, [join(__dirname, 'lint-texts.mjs'), plan], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
    return new Map(JSON.parse(out) as [string, { ruleId: string | null; message: string }[]][])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const found = lintPlanted()

test.each(trespasses)('lint fails when $says', ({ says, rule, message }) => {
  const messages = (found.get(says) ?? []).filter(({ ruleId }) => ruleId === rule).map((fault) => fault.message)
  expect(messages.join('\n')).toMatch(message)
})

test('files that import each other in a circle fail the check for what is unused; types alone make no circle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorstep-circle-'))
  const texts = {
    'package.json': '{ "name": "planted", "workspaces": ["cloud"] }',
    'cloud/package.json': '{ "name": "planted-cloud" }',
    'cloud/main.ts': `import { one } from './one'\nimport { left } from './left'\nconsole.log(one(1), left)\n`,
    'cloud/one.ts': `import { other } from './other'\nexport const one = (n: number): number => (n === 0 ? 0 : other(n - 1))\n`,
    'cloud/other.ts': `import { one } from './one'\nexport const other = (n: number): number => one(n)\n`,
    'cloud/left.ts': `import type { Right } from './right'\nexport const left: Right = 1\n`,
    'cloud/right.ts': `import { left } from './left'\nexport type Right = number\nconsole.log(left)\n`,
  }
  try {
    mkdirSync(join(folder, 'cloud'))
    copyFileSync(join(root, 'knip.json'), join(folder, 'knip.json'))
    for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text)
    const knip = join(root, 'node_modules/knip/bin/knip.js')
    const { status, stdout } = spawnSync(process.execPath, [knip, '--no-progress', '--no-config-hints'], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout).toMatch(/Circular dependencies \(1\)[^]*one\.ts.*other\.ts/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
