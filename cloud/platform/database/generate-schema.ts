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
  return formatted(text)
}

const head = `/** This file was generated from the migrated database (npm run schema). Please do not edit it manually. */
import type { DB } from './schema'

/** The columns of each table: whoever reads whole rows names them, because a prepared \`select *\` fails after a migration added a column. */`

/** Returns the text of columns.ts for a migrated database. */
export async function columnsOf(db: Db): Promise<string> {
  const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'))
  const lists = tables
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, columns }) => `${name}: ${JSON.stringify(columns.map((column) => column.name).sort())},`)
  return formatted(`${head}\nexport const columns = {${lists.join('\n')}} as const satisfies { [T in keyof DB]: readonly (keyof DB[T])[] }`)
}

/** Runs Prettier as a command, because Jest cannot load it: it imports parts of itself dynamically. */
function formatted(text: string): string {
  const prettier = join(repositoryRoot(), 'node_modules', 'prettier', 'bin', 'prettier.cjs')
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', 'cloud/platform/generated.ts'], {
    cwd: repositoryRoot(),
    input: text,
    encoding: 'utf8',
  })
}
