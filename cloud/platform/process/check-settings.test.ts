import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSettings } from './check-settings'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-ground-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a data folder is made where it can be', async () => {
  await expect(checkSettings({ DATA_DIR: join(folder, 'deep', 'data'), DATABASE_URL: undefined })).resolves.toBeUndefined()
})

test('a data folder that cannot be written is named, also where a file stands in its way', async () => {
  await writeFile(join(folder, 'file'), '')
  for (const DATA_DIR of ['/proc/doorstep', join(folder, 'file', 'data')]) {
    await expect(checkSettings({ DATA_DIR, DATABASE_URL: undefined })).rejects.toThrow(/^DATA_DIR must be a folder that can be written/)
  }
})

test('a database that does not answer is named, without its address or password', async () => {
  const DATABASE_URL = 'postgres://nobody:hidden@127.0.0.1:1/x'
  const failed = checkSettings({ DATA_DIR: folder, DATABASE_URL })
  await expect(failed).rejects.toThrow('DATABASE_URL must be a PostgreSQL that answers; this one does not (ECONNREFUSED).')
})
