import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../process/repository-root'
import { apiReference, roleReference, stateReference, withSettings } from './reference'

/** `npm run docs`: writes the pages generated from the contract, and the README's table of settings. */
async function main() {
  const pages = { 'api.md': apiReference(), 'roles.md': roleReference(), 'states.md': stateReference() }
  for (const [name, text] of Object.entries(pages)) await writeFile(join(repositoryRoot(), 'docs', name), text)
  const readme = join(repositoryRoot(), 'README.md')
  await writeFile(readme, withSettings(await readFile(readme, 'utf8')))
}

void main()
