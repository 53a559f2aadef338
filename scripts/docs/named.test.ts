import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingIn } from './named'

/** The repository's top folder. */
const root = join(__dirname, '..', '..')
const inFolder = (folder: string) => readdirSync(join(root, folder)).map((name) => (folder === '.' ? name : `${folder}/${name}`))
const pages = ['.', 'docs', 'docs/decisions'].flatMap(inFolder).filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')

test.each(pages)('every path, command and link of %s is there', (page) => {
  expect(missingIn(page, readFileSync(join(root, page), 'utf8'), root)).toEqual([])
})

test('a path, a command, a link and a heading that are not there are found', () => {
  const text = [
    'See `cloud/nowhere/gone.ts`, `contract/{rules,gone}.ts`, `cloud/gone/<room>/x.ts` and `npm run gone`.',
    'See [a page](gone.md), [a heading](words.md#gone) and [here](#gone).',
    '```',
    'npx jest cloud/gone.test.ts',
    '```',
  ].join('\n')
  expect(missingIn('docs/page.md', text, root)).toEqual(
    ['cloud/nowhere/gone.ts', 'contract/gone.ts', 'cloud/gone/', 'cloud/gone.test.ts', 'gone', 'gone.md', 'words.md#gone', '#gone'].map(
      (missing) => `docs/page.md: ${missing}`,
    ),
  )
})

test('what is there is found in every way it may be written', () => {
  const text = [
    '# A page',
    '`contract/rules.ts`, `contract/rules`, `cloud/bookings/`, `contract/{rules,values}.ts`, `cloud/<room>/api.ts`, `npm test -- lint`, `npm run words`',
    '[words](words.md), [people](words.md#people-and-places), [out](https://example.org/gone)',
  ].join('\n')
  expect(missingIn('docs/words.md', text, root)).toEqual([])
})
