import type { RequestExport } from '@doorstep/contract/requests/views'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { variantKey } from '../../files/api'
import type { Database } from '../../platform/database/database'
import { repositoryRoot } from '../../platform/process/repository-root'
import { testDatabase } from '../../testing/database/database'
import { community, type Community } from '../testing/requests'
import { verifyAll } from './verify'

let database: Database
let here: Community
let folder: string
let file: RequestExport

beforeAll(async () => {
  database = await testDatabase()
  here = await community({ database })
  folder = await mkdtemp(join(tmpdir(), 'doorstep-verify-'))
  const request = await here.files(here.resident)
  await here.settles(request)
  file = await here.app.does(here.resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })
})
afterAll(async () => {
  await here.app.close()
  await database.close()
  await rm(folder, { recursive: true })
})

/** Runs `npm run verify -- …`. */
const verify = (...given: string[]) =>
  new Promise<{ code: number; says: string }>((done) => {
    const command = ['scripts/run.mjs', 'cloud/requests/proof/verify-main.ts', ...given]
    const options = {
      cwd: repositoryRoot(),
      env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: here.app.deps.environment.DATA_DIR },
    }
    const child = execFile(process.execPath, command, options, (_fault, out, err) => done({ code: child.exitCode ?? -1, says: out + err }))
  })

const written = async (name: string, value: unknown) => {
  const path = join(folder, name)
  await writeFile(path, JSON.stringify(value))
  return path
}

test('the command verifies an exported file, and names the event somebody changed', async () => {
  expect(await verify(await written('whole.json', file))).toEqual({ code: 0, says: `${file.number} 完整，共 3 条记录\n` })
  const changed = { ...file, events: file.events.map((event) => (event.seq === 2 ? { ...event, by: '系统' } : event)) }
  expect(await verify(await written('changed.json', changed))).toEqual({
    code: 1,
    says: `${file.number} 不完整\n  第 2 条：写下以后被改过\n`,
  })
  expect((await verify(await written('other.json', {}))).code).toBe(1)
  expect((await verify()).code).toBe(2)
}, 60_000)

test('the command verifies the database, and finds an event changed behind our back', async () => {
  expect(await verify('--all')).toEqual({ code: 0, says: '共 1 件、3 条记录，0 件不完整\n' })
  const { app, district } = here
  const ofDistrict = app.db.updateTable('request_event').where('district_id', '=', district.id).where('seq', '=', 3)
  await ofDistrict.set({ content: JSON.stringify({ outcome: '已解决', text: '改过的话' }) }).execute()
  const { code, says } = await verify('--all')
  expect({ code, says }).toEqual({
    code: 1,
    says: `${file.number} 不完整\n  第 3 条：文字和当时写的不一样\n共 1 件、3 条记录，1 件不完整\n`,
  })
}, 60_000)

test('a photo swapped in the store is found by its request, and one that is gone, too', async () => {
  const { app, district } = here
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer()
  const { body: view } = await app.upload(here.resident, photo, 'a.jpg', 'image/jpeg')
  const { id, number } = await here.files(here.resident, { fileIds: [view.id] })
  const path = join(app.deps.environment.DATA_DIR, 'files', variantKey({ district_id: district.id, id: view.id }, 'full'))
  const verdict = async () => {
    for await (const one of verifyAll(app.db, app.deps.files)) if (one.number === number) return one.breaks
    throw new Error(`${id} was not verified`)
  }
  expect(await verdict()).toEqual([])
  await writeFile(path, photo)
  expect(await verdict()).toEqual([{ seq: 1, why: '有一个附件和当时的不一样' }])
  await rm(path)
  expect(await verdict()).toEqual([{ seq: 1, why: '有一个附件找不到了' }])
})
