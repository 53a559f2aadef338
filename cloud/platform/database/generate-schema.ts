import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { generate, getDialect } from 'kysely-codegen'
import type { Db } from './database'
import { repositoryRoot } from '../process/repository-root'

/**
 * Returns the text of schema.ts for a migrated database. `jsonb` is typed as JSON text on write and unknown on read: parse it where it is
 * read.
 */
export async function schemaOf(db: Db): Promise<string> {
  const text = await generate({
    db,
    dialect: getDialect('postgres'),
    excludePattern: 'kysely_*',
    typeMapping: { jsonb: 'ColumnType<unknown, string, string>', date: 'string', int8: 'number' },
    outFile: null,
  })
  // Runs Prettier as a command, because Jest cannot load it: it imports parts of itself dynamically.
  const prettier = join(repositoryRoot(), 'node_modules', 'prettier', 'bin', 'prettier.cjs')
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', 'cloud/platform/generated.ts'], {
    cwd: repositoryRoot(),
    input: text,
    encoding: 'utf8',
  })
}
