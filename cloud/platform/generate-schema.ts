import { generate, getDialect } from 'kysely-codegen'
import { format, resolveConfig } from 'prettier'
import type { Db } from './database'

/** The text of schema.ts for a migrated database. `jsonb` is written as JSON text and read as unknown: parse it where it is read. */
export async function schemaOf(db: Db): Promise<string> {
  const text = await generate({
    db,
    dialect: getDialect('postgres'),
    excludePattern: 'kysely_*',
    typeMapping: { jsonb: 'ColumnType<unknown, string, string>', date: 'string', int8: 'number' },
    outFile: null,
  })
  const style = await resolveConfig(__filename)
  return format(text, { ...style, parser: 'typescript' })
}
