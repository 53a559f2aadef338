import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './database'
import { startEmbeddedPostgres } from './embedded-postgres'
import { columnsOf, schemaOf } from './generate-schema'
import { repositoryRoot } from '../process/repository-root'
import { migrate } from './migrate'

/** `npm run schema`: migrates an empty throw-away database and writes cloud/platform/database/{schema,columns}.ts from it. */
async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-schema-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres(folder, { fsync: false })
  const { db, close } = openDatabase(server.url)
  try {
    await migrate(db)
    const written = join(repositoryRoot(), 'cloud', 'platform', 'database')
    await writeFile(join(written, 'schema.ts'), await schemaOf(db))
    await writeFile(join(written, 'columns.ts'), await columnsOf(db))
  } finally {
    await close()
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

void main()
