import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settings } from '../process/environment'
import { repositoryRoot } from '../process/repository-root'
import { apiReference, roleReference, stateReference, withSettings } from './reference'

test.each([
  ['api.md', apiReference],
  ['roles.md', roleReference],
  ['states.md', stateReference],
])('docs/%s says what the contract says (npm run docs)', async (name, made) => {
  expect(await readFile(join(repositoryRoot(), 'docs', name), 'utf8')).toBe(made())
})

test('the README lists every setting as the cloud reads it (npm run docs)', async () => {
  const readme = await readFile(join(repositoryRoot(), 'README.md'), 'utf8')
  expect(readme).toBe(withSettings(readme))
  for (const name of Object.keys(settings)) expect(readme).toContain(`| \`${name}\` |`)
})
