import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { generate, getDialect } from 'kysely-codegen'
import type { Db } from './database'
import { repositoryRoot } from '../process/repository-root'

/** The text of schema.ts for a migrated database. `jsonb` is written as JSON text and read as unknown: parse it where it is read. */
export async function schemaOf(db: Db): Promise<string> {
  const text = await generate({
    db,
    dialect: getDialect('postgres'),
    excludePattern: 'kysely_*',
    typeMapping: { jsonb: 'ColumnType<unknown, string, string>', date: 'string', int8: 'number' },
    outFile: null,
  })
  // By its command: Jest cannot load Prettier, which imports its own parts dynamically.
  const prettier = join(repositoryRoot(), 'node_modules', 'prettier', 'bin', 'prettier.cjs')
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', 'cloud/platform/generated.ts'], {
    cwd: repositoryRoot(),
    input: text,
    encoding: 'utf8',
  })
}
