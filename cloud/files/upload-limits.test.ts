import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unusedFiles, unusedMegabytes, uploadsPerDay } from '@doorstep/contract/rules'
import sharp from 'sharp'
import { inTransaction } from '../platform/database/database'
import type { Deps } from '../platform/context/call'
import { box } from '../platform/files/m4a-boxes'
import { wav } from '../platform/files/sound-samples'
import { problem } from '../platform/process/problem'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { claimFiles, variantKey } from './file-look-ups'
import { digestThumbnails } from './thumb-digests'

let app: TestApp
let district: District
let her: SignedIn
let real: Deps
let photo: Buffer
beforeAll(async () => {
  app = await testApp({ settings: { DATABASE_POOL: '2' } })
  real = { ...app.deps }
  district = await aDistrict(app.db)
  photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#3366aa' } })
    .jpeg()
    .toBuffer()
})
beforeEach(async () => {
  her = await signedIn(district, 'resident')
})
afterEach(() => Object.assign(app.deps, real))
afterAll(() => app.close())

const fetched = (url: string) => app.server.inject({ method: 'GET', url })
const uploads = (bytes = photo, who = her) => app.upload(who, bytes, 'IMG_1.jpg', 'image/jpeg')
const rowsOf = ({ accountId }: SignedIn) =>
  app.db.selectFrom('file').selectAll().where('district_id', '=', district.id).where('account_id', '=', accountId).execute()

/** Returns a promise and what settles it. */
function later() {
  let settle: () => void = () => undefined
  const done = new Promise<void>((resolve) => (settle = resolve))
  return { done, settle }
}

describe('bytes that once held the API', () => {
  const five = 5 * 1024 * 1024
  const nested = Buffer.alloc(800_000)
  nested.set(box('ftyp', Buffer.from('M4A ')), 0)
  for (let at = 12; at + 8 <= nested.length; at += 8) {
    nested.writeUInt32BE(nested.length - at, at)
    nested.write('moov', at + 4)
  }
  test.each([
    [
      'a tag of no length before bytes of all ones',
      Buffer.concat([Buffer.from('ID3\0\0\0\0\0\0\0', 'latin1'), Buffer.alloc(five - 10, 0xff)]),
    ],
    ['a moov in a moov in a moov', nested],
  ])('%s is refused, and read elsewhere', async (_, bytes) => {
    const read = jest.spyOn(app.deps.inspector, 'inspect')
    expect(await uploads(bytes)).toMatchObject({ status: 415, problem: { code: 'fileRefused' } })
    expect(read).toHaveBeenCalledTimes(1)
    expect(await rowsOf(her)).toEqual([])
    read.mockRestore()
  })

  test('of one account one upload runs, of others meanwhile theirs', async () => {
    const [first, others] = [later(), later()]
    let running = 0
    app.deps.inspector = {
      ...real.inspector,
      inspect: async (...asked) => {
        running += 1
        if (running === 2) others.settle()
        await first.done
        return real.inspector.inspect(...asked)
      },
    }
    const mine = [uploads(), uploads(), uploads()]
    const theirs = uploads(photo, await signedIn(district, 'resident'))
    await others.done
    expect(running).toBe(2)
    first.settle()
    expect((await Promise.all([...mine, theirs])).map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(running).toBe(4)
  })

  test('a retry that arrives while the first try is at work is answered as the first, and inspects nothing again', async () => {
    let inspected = 0
    app.deps.inspector = {
      ...real.inspector,
      inspect: (...asked) => {
        inspected += 1
        return real.inspector.inspect(...asked)
      },
    }
    const tries = [1, 2, 3].map(() => app.upload(her, photo, 'IMG_1.jpg', 'image/jpeg', 'key-of-one-photo'))
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(inspected).toBe(1)
    expect(await rowsOf(her)).toHaveLength(1)
  })
})

describe('the quota of uploads that nothing uses', () => {
  const unused = (count: number, bytes: number) =>
    Array.from({ length: count }, () => ({
      district_id: district.id,
      id: randomUUID(),
      account_id: her.accountId,
      kind: 'photo',
      mime: 'image/jpeg',
      bytes,
      sha256: '0'.repeat(64),
      created_at: app.clock.now(),
    }))

  test.each([
    ['too many', unusedFiles, 1000],
    ['too large together', 2, (unusedMegabytes / 2) * 1024 * 1024],
  ])('refuses the next one when they are %s, and takes it when one is used', async (_, count, bytes) => {
    const rows = unused(count, bytes)
    await app.db.insertInto('file').values(rows).execute()
    expect(await uploads()).toMatchObject({ status: 409, problem: { code: 'uploadsFull' } })
    expect((await uploads(photo, await signedIn(district, 'resident'))).status).toBe(201)
    await inTransaction(app.db, (tx) => claimFiles({ tx, actor: her.actor }, [rows[0]?.id ?? ''], 'request:r1'))
    expect((await uploads()).status).toBe(201)
  })
})

/** Has the account send all it may in a day but one. */
const allButOne = () =>
  app.db
    .insertInto('tally')
    .values({
      district_id: district.id,
      kind: 'daily:uploads',
      subject: her.accountId,
      count: uploadsPerDay - 1,
      until_at: new Date(app.clock.now().getTime() + 24 * 3600 * 1000),
    })
    .execute()

test('an account uploads so many files a day that nobody meets the end, and then is told until when', async () => {
  await allButOne()
  expect((await uploads()).status).toBe(201)
  expect(await uploads()).toMatchObject({ status: 429, problem: { code: 'dailyCap' } })
  expect(await rowsOf(her)).toHaveLength(1)
})

test('what is refused counts, too, since it was inspected; what the store did not take counts not', async () => {
  await allButOne()
  app.deps.files = { ...real.files, put: () => Promise.reject(new Error('The store is away')) }
  expect((await uploads()).status).toBe(500)
  app.deps.files = real.files
  expect(await uploads(Buffer.from('no photo'))).toMatchObject({ status: 415, problem: { code: 'fileRefused' } })
  const read = jest.spyOn(app.deps.inspector, 'inspect')
  expect(await uploads(Buffer.from('no photo'))).toMatchObject({ status: 429, problem: { code: 'dailyCap' } })
  expect(read).not.toHaveBeenCalled()
  read.mockRestore()
})

describe('a file whose bytes were changed behind our back', () => {
  test.each([
    ['photo', 'full', 'url'],
    ['thumbnail', 'thumb', 'thumbUrl'],
  ] as const)('is not served: a %s', async (_, variant, link) => {
    const { body: view } = await uploads()
    expect((await fetched(view[link] ?? '')).statusCode).toBe(200)
    const other = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#ffffff' } })
      .jpeg()
      .toBuffer()
    await writeFile(join(app.deps.environment.DATA_DIR, 'files', variantKey({ district_id: district.id, id: view.id }, variant)), other)
    const answer = await fetched(view[link] ?? '')
    expect(answer.statusCode).toBe(410)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['cache-control']).toBeUndefined()
    expect(answer.json()).toMatchObject({ code: 'fileChanged' })
  })

  test('is served again as 304 to a device that has it', async () => {
    const { body: view } = await uploads()
    const { etag } = (await fetched(view.url)).headers
    const again = await app.server.inject({ method: 'GET', url: view.url, headers: { 'if-none-match': String(etag) } })
    expect(again.statusCode).toBe(304)
  })

  test('a photo from before its thumbnail’s digest was kept is shown whole until it was computed', async () => {
    const { body: view } = await uploads()
    await app.db.updateTable('file').set({ thumb_sha256: null }).where('district_id', '=', district.id).where('id', '=', view.id).execute()
    expect((await fetched(view.thumbUrl ?? '')).statusCode).toBe(404)
    await digestThumbnails(app.db, app.deps.files)
    expect((await fetched(view.thumbUrl ?? '')).statusCode).toBe(200)
  })
})

describe('a file store that is slow or down', () => {
  test('holds only its own callers: others are served while more than all connections wait for it', async () => {
    const { body: view } = await uploads()
    const [slow, waiting] = [later(), later()]
    let calls = 0
    const held = async () => {
      calls += 1
      if (calls === 8) waiting.settle()
      await slow.done
    }
    app.deps.files = {
      ...real.files,
      open: async (key) => {
        await held()
        return real.files.open(key)
      },
      put: async (...asked) => {
        await held()
        return real.files.put(...asked)
      },
    }
    const readers = Array.from({ length: 4 }, () => fetched(view.url))
    const writers = await Promise.all(Array.from({ length: 4 }, () => signedIn(district, 'resident')))
    const uploading = writers.map((who) => uploads(wav(1), who))
    await waiting.done
    expect((await app.call(her, 'GET /v1/session')).status).toBe(200)
    slow.settle()
    expect((await Promise.all(readers)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect((await Promise.all(uploading)).map(({ status }) => status)).toEqual([201, 201, 201, 201])
  })

  test('leaves no row of an upload that it did not take', async () => {
    app.deps.files = { ...real.files, put: () => Promise.reject(problem('unavailable', { retryAfter: 5 })) }
    expect(await uploads()).toMatchObject({ status: 503, problem: { code: 'unavailable' }, headers: { 'retry-after': '5' } })
    expect(await rowsOf(her)).toEqual([])
  })

  test('leaves no bytes either of a photo of which the store took a part', async () => {
    let taken = ''
    app.deps.files = {
      ...real.files,
      async put(key, ...rest) {
        if (key.endsWith('.thumb')) throw problem('unavailable')
        taken = key
        await real.files.put(key, ...rest)
      },
    }
    expect((await uploads()).status).toBe(503)
    Object.assign(app.deps, real)
    app.clock.advance({ hours: 1 })
    await app.jobs.runDue()
    expect(await real.files.open(taken)).toBeNull()
  })

  test('keeps no transaction open while a dropped file’s bytes are deleted, and is asked again', async () => {
    const { body: view } = await uploads()
    app.clock.advance({ hours: 25 })
    app.deps.files = { ...real.files, remove: () => Promise.reject(problem('unavailable')) }
    await app.jobs.runDue()
    expect(await rowsOf(her)).toEqual([])
    const key = variantKey({ district_id: district.id, id: view.id }, 'full')
    const before = await real.files.open(key)
    await before?.close()
    expect(before).not.toBeNull()
    Object.assign(app.deps, real)
    app.clock.advance({ minutes: 1 })
    await app.jobs.runDue()
    expect(await real.files.open(key)).toBeNull()
  })
})
