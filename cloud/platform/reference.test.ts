import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { house } from './house'
import { apiReference, roleReference, stateReference } from './reference'

test.each([
  ['api.md', apiReference],
  ['roles.md', roleReference],
  ['states.md', stateReference],
])('docs/%s says what the contract says (npm run docs)', async (name, made) => {
  expect(await readFile(join(house(), 'docs', name), 'utf8')).toBe(made())
})
