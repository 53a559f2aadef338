import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Returns the repository's top folder, for sources and for the bundle in dist/cloud alike (the bundle defines `__dirname`).
 * @throws when no folder above contains the package named doorstep.
 */
export function repositoryRoot(from: string = __dirname): string {
  const file = join(from, 'package.json')
  if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'doorstep') return from
  if (dirname(from) === from) throw new Error('Cannot find the top folder of doorstep: its package.json is missing')
  return repositoryRoot(dirname(from))
}
