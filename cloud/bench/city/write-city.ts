import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../../platform/process/repository-root'
import { cityFiles, type Edition } from './city'

/** Files whose size does not grow with a district. */
const shared = ['categories.csv', 'departments.csv', 'questions.csv']

/** Writes a district's files into a new folder, in the format of docs/import.md; the same bytes for the same edition. */
export async function writeCity(folder: string, edition: Edition): Promise<void> {
  await mkdir(folder)
  for (const [file, text] of Object.entries(cityFiles(edition))) await writeFile(join(folder, file), text)
  for (const file of shared) await copyFile(join(repositoryRoot(), 'samples', file), join(folder, file))
}
