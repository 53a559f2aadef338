import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { house } from './house'
import { apiReference, roleReference, stateReference } from './reference'

/** `npm run docs`: writes the pages that are made from the contract. */
async function main() {
  const pages = { 'api.md': apiReference(), 'roles.md': roleReference(), 'states.md': stateReference() }
  for (const [name, text] of Object.entries(pages)) await writeFile(join(house(), 'docs', name), text)
}

void main()
