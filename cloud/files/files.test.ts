import sharp from 'sharp'
import { keysFrom } from '../platform/process/crypto'
import { inTransaction } from '../platform/database/database'
import { m4a, mp3, wav } from '../platform/files/sound-samples'
import { visitor } from '../platform/process/actor'
import { testApp } from '../testing/app/app'
import type { TestApp } from '../testing/app/app'
import { aDistrict } from '../testing/district'
import type { District } from '../testing/district'
import { signedIn } from '../testing/people/signed-in'
import type { SignedIn } from '../testing/people/signed-in'
import { claimFiles, fileViews, variantKey } from './file-look-ups'

let app: TestApp
let district: District
let her: SignedIn
let photo: Buffer
beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  her = await signedIn(district, 'resident')
  photo = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#3366aa' } })
    .withExif({ IFD0: { Make: 'Phone-Maker' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => app.close())

const fetched = (url: string, headers: Record<string, string> = {}) => app.server.inject({ method: 'GET', url, headers })
const sendsPhoto = async (who = her) => (await app.upload(who, photo, 'IMG_1.jpg', 'image/jpeg')).body
const rowOf = (id: string) =>
  app.db.selectFrom('file').selectAll().where('district_id', '=', district.id).where('id', '=', id).executeTakeFirst()

describe('upload', () => {
  test('a photo comes back redrawn, with a thumbnail, and without what the camera wrote', async () => {
    const view = await sendsPhoto()
    expect(view).toMatchObject({ kind: 'photo', width: 1200, height: 900, seconds: null })
    const full = await fetched(view.url)
    expect(full.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' })
    expect(full.rawPayload.includes('Phone-Maker')).toBe(false)
    const thumb = await fetched(view.thumbUrl ?? '')
    expect(await sharp(thumb.rawPayload).metadata()).toMatchObject({ width: 480, height: 360 })
    expect(await rowOf(view.id)).toMatchObject({ bytes: full.rawPayload.length, claimed_by: null, account_id: her.accountId })
  })

  test.each([
    ['wav', wav(12.2), 'audio/wav', 13],
    ['mp3', mp3(5), 'audio/mpeg', 6],
    ['m4a', m4a(60), 'audio/mp4', 60],
  ])('a %s recording keeps its length', async (name, bytes, mime, seconds) => {
    const { body: view } = await app.upload(her, bytes, `voice.${name}`, 'application/octet-stream')
    expect(view).toMatchObject({ kind: 'voice', thumbUrl: null, seconds, width: null })
    expect((await fetched(view.url)).headers['content-type']).toBe(mime)
  })

  test.each([
    ['a recording over 60 s', () => wav(62), 400, 'voiceTooLong'],
    ['a recording over 5 MB', () => wav(60, Buffer.alloc(0), 48_000), 413, 'tooLarge'],
    ['a photo over 15 MB', () => Buffer.concat([photo, Buffer.alloc(15 * 1024 * 1024)]), 413, 'tooLarge'],
    ['a page named photo.jpg', () => Buffer.from('<html><script>alert(1)</script></html>'), 415, 'fileRefused'],
    ['a drawing (SVG)', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, 'fileRefused'],
    ['half a photo', () => photo.subarray(0, 3000), 415, 'fileRefused'],
    ['an empty file', () => Buffer.alloc(0), 415, 'fileRefused'],
  ])('%s is refused', async (_, bytes, status, code) => {
    const before = await app.db.selectFrom('file').select('id').where('district_id', '=', district.id).execute()
    expect(await app.upload(her, bytes(), 'photo.jpg', 'image/jpeg')).toMatchObject({ status, problem: { code } })
    expect(await app.db.selectFrom('file').select('id').where('district_id', '=', district.id).execute()).toHaveLength(before.length)
  })

  test('needs a session', async () => {
    expect(await app.upload(null, photo, 'a.jpg', 'image/jpeg')).toMatchObject({ status: 401, problem: { code: 'signInNeeded' } })
  })
})

describe('links', () => {
  test('are for whoever holds them, for 30 to 35 minutes, then gone', async () => {
    app.clock.set('2026-11-23T01:02:00.000Z')
    const { url } = await sendsPhoto()
    app.clock.advance({ minutes: 30 })
    const kept = await fetched(url)
    expect(kept.statusCode).toBe(200)
    expect(kept.headers['cache-control']).toMatch(/^private, max-age=\d{1,3}, immutable$/)
    app.clock.advance({ minutes: 5 })
    const gone = await fetched(url)
    expect(gone.statusCode).toBe(410)
    expect(gone.json()).toMatchObject({ code: 'fileGone' })
  })

  test('are the same twice in a row, so that a device does not load a photo again', async () => {
    app.clock.set('2026-11-23T01:01:00.000Z')
    const mine = await sendsPhoto()
    app.clock.advance({ minutes: 2 })
    const context = { tx: app.db, districtId: district.id, clock: app.clock, deps: app.deps, actor: visitor(district.id) }
    expect((await fileViews(context, [mine.id, mine.id])).get(mine.id)).toEqual(mine)
  })

  test('open nothing when any part of them is changed', async () => {
    const [one, other] = [await sendsPhoto(), await sendsPhoto()]
    const exp = Number(new URL(one.url, 'http://x').searchParams.get('exp'))
    const forged = [
      one.url.replace(one.id, other.id),
      one.url.replace('v=full', 'v=thumb'),
      one.url.replace(`exp=${exp}`, `exp=${exp + 60}`),
      one.url.replace(/sig=.{43}/, `sig=${keysFrom(Buffer.alloc(32)).sign('file')}`),
    ]
    for (const url of forged) expect((await fetched(url)).statusCode).toBe(404)
    expect((await fetched(one.url.replace(/sig=.{43}/, 'sig=short'))).statusCode).toBe(400)
    expect((await fetched(`/v1/files/${one.id}`)).statusCode).toBe(400)
  })

  test('serve a stretch when asked for one, as players on iOS do', async () => {
    const { body: view } = await app.upload(her, wav(2), 'voice.wav', 'audio/wav')
    const whole = (await fetched(view.url)).rawPayload
    const stretch = await fetched(view.url, { range: 'bytes=0-1' })
    expect(stretch.statusCode).toBe(206)
    expect(stretch.headers['content-range']).toBe(`bytes 0-1/${whole.length}`)
    expect(stretch.rawPayload.equals(whole.subarray(0, 2))).toBe(true)
  })
})

describe('claims', () => {
  const claims = (who: SignedIn, ids: string[], owner = 'request:r1') =>
    inTransaction(app.db, (tx) => claimFiles({ tx, actor: who.actor }, ids, owner))

  test('tie a file of one’s own to one thing, in the order given', async () => {
    const [one, two] = [await sendsPhoto(), await sendsPhoto()]
    expect((await claims(her, [two.id, one.id, two.id])).map(({ id }) => id)).toEqual([two.id, one.id])
    expect(await rowOf(one.id)).toMatchObject({ claimed_by: 'request:r1' })
  })

  test('refuse files of others, taken ones and unknown ones, and then take none', async () => {
    const [free, taken, theirs] = [await sendsPhoto(), await sendsPhoto(), await sendsPhoto(await signedIn(district, 'resident'))]
    await claims(her, [taken.id])
    for (const foreign of [taken.id, theirs.id, '0192d3a0-0000-7000-8000-000000000000'])
      await expect(claims(her, [free.id, foreign], 'message:m1')).rejects.toMatchObject({
        code: 'badInput',
        extra: { errors: [{ path: 'fileIds.1' }] },
      })
    expect(await rowOf(free.id)).toMatchObject({ claimed_by: null })
  })

  test('of one file at the same time: one wins', async () => {
    const { id } = await sendsPhoto()
    const tries = await Promise.allSettled(['a', 'b', 'c', 'd'].map((owner) => claims(her, [id], `request:${owner}`)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('after 24 hours what nobody claimed is dropped, bytes and row; what was claimed stays', async () => {
    const [orphan, kept] = [await sendsPhoto(), await sendsPhoto()]
    await claims(her, [kept.id])
    app.clock.advance({ hours: 23, minutes: 59 })
    await app.jobs.runDue()
    expect(await rowOf(orphan.id)).toBeDefined()
    app.clock.advance({ minutes: 1 })
    await app.jobs.runDue()
    expect(await rowOf(orphan.id)).toBeUndefined()
    const keys = (['full', 'thumb'] as const).map((variant) => variantKey({ district_id: district.id, id: orphan.id }, variant))
    expect(await Promise.all(keys.map((key) => app.deps.files.open(key)))).toEqual([null, null])
    expect(await rowOf(kept.id)).toBeDefined()
  })
})
