import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { mostUploadBytes, partBytes, partsOf } from '@doorstep/contract/files'
import { unusedFiles, unusedHours, unusedMegabytes, uploadsPerDay } from '@doorstep/contract/rules'
import { inTransaction } from '../platform/database/database'
import type { Deps } from '../platform/context/call'
import { wav } from '../platform/files/sound-samples'
import { problem } from '../platform/process/problem'
import { testApp, type TestApp } from '../testing/app/app'
import { aLargePhoto, partOf, putPart } from '../testing/app/parts'
import { testDatabase } from '../testing/database/database'
import type { Database } from '../platform/database/database'
import { aDistrict, type District } from '../testing/district'
import { eventually } from '../testing/eventually'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { claimFiles } from './file-look-ups'
import { partKey } from './parts'

/** Two processes with one database and one file store. */
let database: Database
let app: TestApp
let other: TestApp
let district: District
let her: SignedIn
let real: Deps
let photo: Buffer

beforeAll(async () => {
  database = await testDatabase()
  app = await testApp({ database })
  other = await testApp({ database, clock: app.clock })
  real = { ...app.deps }
  district = await aDistrict(app.db)
  photo = await aLargePhoto()
})
beforeEach(async () => {
  her = await signedIn(district, 'resident')
  Object.assign(other.deps, { files: real.files })
})
afterEach(() => Object.assign(app.deps, real))
afterAll(async () => {
  await other.close()
  await app.close()
  await database.close()
})

const opens = (bytes = photo.length, who = her) => app.does(who, 'POST /v1/uploads', { body: { bytes } })
const puts = (id: string, part: number, bytes = partOf(photo, part), at = app, who = her) => putPart(at, who, { id, part }, bytes)
const finishes = (id: string, at = app, who = her) => at.call(who, 'POST /v1/uploads/{id}/finish', { params: { id } })
const shows = (id: string, at = app, who = her) => at.call(who, 'GET /v1/uploads/{id}', { params: { id } })
async function arrives(file = photo): Promise<string> {
  const { id, missing } = await opens(file.length)
  for (const part of missing) expect((await puts(id, part, partOf(file, part))).status).toBe(204)
  return id
}
const filesOf = ({ accountId }: SignedIn) =>
  app.db.selectFrom('file').selectAll().where('district_id', '=', district.id).where('account_id', '=', accountId).execute()
async function isStored(id: string, part: number): Promise<boolean> {
  const bytes = await real.files.open(partKey({ district_id: district.id, id }, part))
  await bytes?.close()
  return bytes !== null
}

test('the parts of a photo, in any order and by any process, become the photo that came whole', async () => {
  const whole = (await app.upload(her, photo, 'IMG_1.jpg', 'image/jpeg')).body
  const { id, missing, bytes } = await opens()
  expect({ missing, bytes }).toEqual({ missing: [0, 1, 2], bytes: photo.length })
  expect(await puts(id, 2)).toEqual({ status: 204, code: undefined })
  expect((await puts(id, 0, undefined, other)).status).toBe(204)
  expect((await shows(id, other)).body.missing).toEqual([1])
  expect(await finishes(id)).toMatchObject({ status: 409, problem: { code: 'partsMissing' } })
  expect((await puts(id, 1, undefined, other)).status).toBe(204)
  const { status, body } = await finishes(id)
  expect(status).toBe(201)
  expect({ ...body, id: '', url: '', thumbUrl: '' }).toEqual({ ...whole, id: '', url: '', thumbUrl: '' })
  const [first, second] = await filesOf(her)
  expect(second).toEqual({ ...first, id: body.id, created_at: second?.created_at })
  expect((await app.server.inject({ url: body.url })).statusCode).toBe(200)
  // The parts are not kept beside what they became.
  await app.jobs.runDue()
  expect(await Promise.all([0, 1, 2].map((part) => isStored(id, part)))).toEqual([false, false, false])
})

test('a part that is cut off leaves nothing, and the upload goes on with what is missing', async () => {
  const { id } = await opens()
  expect((await puts(id, 0)).status).toBe(204)
  const port = Number(new URL(await app.server.listen({ host: '127.0.0.1', port: 0 })).port)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const put = jest.spyOn(app.deps.files, 'put')
  const headers = [`authorization: Bearer ${her.token}`, 'content-type: application/octet-stream', `content-length: ${partBytes}`]
  socket.write([`PUT /v1/uploads/${id}?part=1 HTTP/1.1`, 'host: a', ...headers, '', ''].join('\r\n'))
  socket.write(partOf(photo, 1).subarray(0, partBytes / 2))
  await eventually('a half arrives', 10, async () => (await readdir(app.deps.incoming)).length > 0)
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect((await shows(id)).body.missing).toEqual([1, 2])
  // The line of the account is free again.
  await eventually('the rest is taken', 10, async () => (await puts(id, 1)).status === 204)
  expect((await puts(id, 2)).status).toBe(204)
  expect(put).toHaveBeenCalledTimes(2)
  put.mockRestore()
  expect((await finishes(id)).status).toBe(201)
})

describe('parts that are not as announced', () => {
  test('are refused: too large, too small, one too many', async () => {
    const { id } = await opens()
    const last = photo.length - 2 * partBytes
    expect(await puts(id, 0, randomBytes(partBytes + 1))).toEqual({ status: 413, code: 'tooLarge' })
    for (const [part, bytes] of [
      [0, partBytes - 1],
      [2, last + 1],
      [2, last - 1],
      [2, 0],
      [3, 1],
    ] as const)
      expect(await puts(id, part, randomBytes(bytes))).toEqual({ status: 400, code: 'badInput' })
    expect((await shows(id)).body.missing).toEqual([0, 1, 2])
  })

  test.each([0, -1, 1.5, mostUploadBytes + 1])('nor is an upload of %p bytes opened', async (bytes) => {
    expect(await app.call(her, 'POST /v1/uploads', { body: { bytes } })).toMatchObject({ status: 400, problem: { code: 'badInput' } })
  })

  test('the same part again changes nothing and is stored once, another in its place is refused', async () => {
    const { id } = await opens()
    const put = jest.spyOn(app.deps.files, 'put')
    for (let time = 0; time < 3; time += 1) expect((await puts(id, 1)).status).toBe(204)
    expect(put).toHaveBeenCalledTimes(1)
    put.mockRestore()
    expect(await puts(id, 1, randomBytes(partBytes))).toEqual({ status: 409, code: 'partChanged' })
    // Two at once: whichever is first stays, and the other is told.
    const two = await Promise.all([puts(id, 0), puts(id, 0, randomBytes(partBytes), other)])
    expect(two.map(({ status }) => status).sort()).toEqual([204, 409])
  })

  test('what is no photo or recording is refused when it is whole, and counts no more', async () => {
    const id = await arrives(randomBytes(partBytes + 5))
    expect(await finishes(id)).toMatchObject({ status: 415, problem: { code: 'fileRefused' } })
    expect((await shows(id)).status).toBe(404)
    await app.jobs.runDue()
    expect(await isStored(id, 0)).toBe(false)
    expect(await filesOf(her)).toEqual([])
  })
})

test('an account opens so many a day that nobody meets the end, whatever becomes of them', async () => {
  const tally = { district_id: district.id, kind: 'daily:openedUploads', subject: her.accountId }
  const tomorrow = new Date(app.clock.now().getTime() + 24 * 3600 * 1000)
  await app.db
    .insertInto('tally')
    .values({ ...tally, count: uploadsPerDay - 1, until_at: tomorrow })
    .execute()
  const id = await arrives(randomBytes(partBytes + 5))
  expect(await finishes(id)).toMatchObject({ status: 415, problem: { code: 'fileRefused' } })
  const { status, problem: refused } = await app.call(her, 'POST /v1/uploads', { body: { bytes: 1 } })
  expect([status, refused?.code]).toEqual([429, 'dailyCap'])
})

test('an upload is nobody else’s', async () => {
  const { id } = await opens()
  const stranger = await signedIn(district, 'resident')
  expect((await shows(id, app, stranger)).status).toBe(404)
  expect(await puts(id, 0, undefined, app, stranger)).toEqual({ status: 404, code: 'notFound' })
  expect((await finishes(id, app, stranger)).status).toBe(404)
  expect(await isStored(id, 0)).toBe(false)
})

describe('finishing', () => {
  test('again is answered with the same file, under another key and by another process too', async () => {
    const id = await arrives()
    const first = (await finishes(id)).body
    const again = [await finishes(id), await finishes(id, other)]
    expect(again.map(({ status, body }) => [status, body.id])).toEqual([
      [201, first.id],
      [201, first.id],
    ])
    expect(await filesOf(her)).toHaveLength(1)
  })

  test('in two processes at once makes one file', async () => {
    const id = await arrives()
    const both = await Promise.all([finishes(id), finishes(id, other)])
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
    expect(await filesOf(her)).toHaveLength(1)
  })

  test('while another try finishes it, and its parts are deleted, is answered with that one’s file', async () => {
    const id = await arrives()
    let theirs = ''
    app.deps.files = {
      ...real.files,
      open: async (key) => {
        if (theirs === '' && key === partKey({ district_id: district.id, id }, 1)) {
          theirs = (await finishes(id, other)).body.id
          await other.jobs.runDue()
        }
        return real.files.open(key)
      },
    }
    const { status, body } = await finishes(id)
    expect([status, body.id]).toEqual([201, theirs])
    expect(await filesOf(her)).toHaveLength(1)
  })

  test('is tried again after the store failed, with the parts that are here', async () => {
    const id = await arrives()
    app.deps.files = { ...real.files, put: () => Promise.reject(problem('unavailable', { retryAfter: 5 })) }
    expect(await finishes(id)).toMatchObject({ status: 503, problem: { code: 'unavailable' } })
    expect(await filesOf(her)).toEqual([])
    Object.assign(app.deps, real)
    expect((await finishes(id)).status).toBe(201)
  })

  test('asks again for a part that the store lost or has otherwise', async () => {
    const id = await arrives()
    await real.files.remove(partKey({ district_id: district.id, id }, 1))
    expect(await finishes(id)).toMatchObject({ status: 409, problem: { code: 'partsMissing' } })
    expect((await shows(id)).body.missing).toEqual([1])
    expect((await puts(id, 1)).status).toBe(204)
    expect((await finishes(id)).status).toBe(201)
  })
})

test('a store that is full takes no part and marks none; the upload goes on when it has room', async () => {
  const { id } = await opens()
  app.deps.files = { ...real.files, put: () => Promise.reject(problem('unavailable', { retryAfter: 5 })) }
  expect(await puts(id, 0)).toEqual({ status: 503, code: 'unavailable' })
  expect((await shows(id)).body.missing).toEqual([0, 1, 2])
  Object.assign(app.deps, real)
  expect((await puts(id, 0)).status).toBe(204)
})

describe('the quota', () => {
  const full = { status: 409, problem: { code: 'uploadsFull' } }

  test('counts an opened upload with its announced size, and its file once when it is finished', async () => {
    const id = await arrives()
    const large = Math.floor(unusedMegabytes / 15)
    for (let n = 0; n < large; n += 1) await opens(mostUploadBytes)
    expect(await app.call(her, 'POST /v1/uploads', { body: { bytes: mostUploadBytes } })).toMatchObject(full)
    // Its own size was counted when it was opened.
    expect((await finishes(id)).status).toBe(201)
    expect(await app.call(her, 'POST /v1/uploads', { body: { bytes: mostUploadBytes } })).toMatchObject(full)
    expect((await opens(partBytes + 1, await signedIn(district, 'resident'))).missing).toHaveLength(2)
  })

  test('holds for many small ones, also for those opened at once, and for what comes whole', async () => {
    for (let n = 2; n < unusedFiles; n += 1) await opens(1)
    const tries = await Promise.all([1, 2, 3, 4, 5].map(() => app.call(her, 'POST /v1/uploads', { body: { bytes: 1 } })))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
    expect(await app.upload(her, wav(1), 'a.wav', 'audio/wav')).toMatchObject(full)
  })
})

test('of one account one part is received at a time, of others meanwhile theirs', async () => {
  const neighbour = await signedIn(district, 'resident')
  const [mine, theirs] = [await opens(), await opens(photo.length, neighbour)]
  const stored: string[] = []
  let open: () => void = () => undefined
  const held = new Promise<void>((resolve) => (open = resolve))
  app.deps.files = {
    ...real.files,
    put: async (key, ...asked) => {
      stored.push(key.replace(/^.*\/(.*)\.p\d$/, '$1'))
      await held
      await real.files.put(key, ...asked)
    },
  }
  const all = [puts(mine.id, 0), puts(mine.id, 1), puts(theirs.id, 2, undefined, app, neighbour)]
  await eventually('two accounts are served', 10, () => stored.length === 2)
  expect(stored.sort()).toEqual([mine.id, theirs.id].sort())
  open()
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual([204, 204, 204])
})

test('what is not finished is dropped with its day, bytes and row; a file that it became stays', async () => {
  const [left, done] = [await opens(), await arrives()]
  await puts(left.id, 0)
  const file = (await finishes(done)).body
  await inTransaction(app.db, (tx) => claimFiles({ tx, actor: her.actor }, [file.id], 'request:r1'))
  app.clock.advance({ hours: unusedHours - 1, minutes: 59 })
  await app.jobs.runDue()
  expect((await shows(left.id)).body.missing).toEqual([1, 2])
  app.clock.advance({ minutes: 1 })
  await app.jobs.runDue()
  expect((await shows(left.id)).status).toBe(404)
  expect((await finishes(done)).status).toBe(404)
  expect(await isStored(left.id, 0)).toBe(false)
  expect((await filesOf(her)).map(({ id }) => id)).toEqual([file.id])
})

test('a part that reached the store after its upload was dropped is deleted too', async () => {
  const { id } = await opens()
  app.clock.advance({ hours: unusedHours })
  const { files } = real
  app.deps.files = {
    ...files,
    put: async (...asked) => {
      await app.jobs.runDue()
      await files.put(...asked)
    },
  }
  expect((await puts(id, 0)).status).toBe(409)
  Object.assign(app.deps, real)
  expect(await isStored(id, 0)).toBe(true)
  app.clock.advance({ hours: 1 })
  await app.jobs.runDue()
  expect(await isStored(id, 0)).toBe(false)
})

test('a photo of this test has three parts', () => {
  expect(partsOf(photo.length)).toBe(3)
})
