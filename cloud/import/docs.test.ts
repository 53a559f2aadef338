import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { staffRoles } from '@doorstep/contract/roles'
import { repositoryRoot } from '../platform/process/repository-root'
import {
  areasFile,
  branchesFile,
  buildingsFile,
  categoriesFile,
  departmentsFile,
  dutyFile,
  emergenciesFile,
  organisationsFile,
  questionsFile,
  rolesFile,
  staffFile,
  teamsFile,
} from './source/files'
import { exceptionsFile, openingsFile, servicesFile, venuesFile } from './rows/service-files'

const guide = readFileSync(join(repositoryRoot(), 'docs', 'import.md'), 'utf8').replace(/ +\|/g, ' |')

test.each([
  areasFile,
  dutyFile,
  buildingsFile,
  departmentsFile,
  staffFile,
  rolesFile,
  teamsFile,
  branchesFile,
  categoriesFile,
  questionsFile,
  emergenciesFile,
  organisationsFile,
  venuesFile,
  servicesFile,
  openingsFile,
  exceptionsFile,
])('docs/import.md lists the columns of $file', ({ file, columns }) => {
  const names = Object.keys(columns)
    .map((name) => `\`${name}\``)
    .join(' ')
  expect(guide).toContain(`| \`${file}\` | ${names} |`)
  expect(guide).toContain(`**${file}** `)
})

test('docs/import.md names every role', () => {
  for (const role of staffRoles) expect(guide).toContain(`\`${role}\``)
})
