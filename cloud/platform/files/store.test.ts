import { createHash, createHmac, randomUUID } from 'node:crypto'
import promises, { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { s3Store } from './s3-store'
import { localStore } from './store'
import type { FileStore } from './store'

const account = { bucket: 'doorstep-1250000000', region: 'ap-beijing', keyId: 'AKIDEXAMPLE', secret: 'secret-example' }

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'doorstep-scratch-'))
})
afterAll(() => rm(scratch, { recursive: true }))

/** Collects garbage now, and lets those who wait for it hear of it. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  for (let time = 0; time < 3; time += 1) {
    ;(runInNewContext('gc') as () => void)()
    await new Promise(setImmediate)
  }
}

/** Writes a file to put. */
async function fileOf(bytes: Buffer): Promise<string> {
  const path = join(scratch, randomUUID())
  await writeFile(path, bytes)
  return path
}

async function bytesOf(store: FileStore, key: string): Promise<Buffer> {
  const opened = await store.open(key)
  if (opened === null) throw new Error(`${key} is missing`)
  return buffer(opened.stream())
}

describe.each([
  ['a folder', folderStore],
  ['an S3-compatible store', bucketStore],
])('%s', (_, opened) => {
  let store: FileStore
  let close: () => Promise<unknown>
  beforeEach(async () => void ({ store, close } = await opened()))
  afterEach(() => close())

  test('gives back what was put, byte for byte, until it is removed', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at % 256))
    expect(await store.open('370602/4f/a.full')).toBeNull()
    await store.put('370602/4f/a.full', await fileOf(bytes), 'image/jpeg')
    expect((await bytesOf(store, '370602/4f/a.full')).equals(bytes)).toBe(true)
    await store.put('370602/4f/a.full', await fileOf(Buffer.from('new')), 'image/jpeg')
    expect(String(await bytesOf(store, '370602/4f/a.full'))).toBe('new')
    await store.remove('370602/4f/a.full')
    expect(await store.open('370602/4f/a.full')).toBeNull()
    await store.remove('370602/4f/a.full')
  })

  test('gives a stretch, and the digest of all', async () => {
    const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, at) => at % 251))
    await store.put('370602/4f/b.full', await fileOf(bytes), 'audio/mpeg')
    const opened = await store.open('370602/4f/b.full')
    expect(opened).toMatchObject({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect((opened === null ? Buffer.alloc(0) : await buffer(opened.stream(10, 300_000))).equals(bytes.subarray(10, 300_001))).toBe(true)
  })

  test('says it is ready when it can be written', async () => {
    await expect(store.ready()).resolves.toBeUndefined()
  })
})

test('a folder keeps files for their owner only and leaves no half-written ones', async () => {
  const { store, folder, close } = await folderStore()
  const photo = await fileOf(Buffer.from('photo'))
  await Promise.all(Array.from({ length: 8 }, () => store.put('1/ab/x.full', photo, 'image/jpeg')))
  expect(await readdir(join(folder, '1/ab'))).toEqual(['x.full'])
  expect((await stat(join(folder, '1/ab/x.full'))).mode & 0o777).toBe(0o600)
  await close()
})

test('what a killed process left half-written in a folder is deleted after an hour, what is whole or under way stays', async () => {
  const { store, folder, close } = await folderStore()
  await store.sweep()
  await store.put('1/ab/x.full', await fileOf(Buffer.from('photo')), 'image/jpeg')
  const names = ['x.full', 'x.full.0a1b.part', 'y.full.0a1b.part']
  for (const name of names.slice(1)) await writeFile(join(folder, '1/ab', name), 'pho')
  const longAgo = new Date(Date.now() - 2 * 3600 * 1000)
  for (const name of names.slice(0, 2)) await utimes(join(folder, '1/ab', name), longAgo, longAgo)
  await store.sweep()
  expect((await readdir(join(folder, '1/ab'))).sort()).toEqual(['x.full', 'y.full.0a1b.part'])
  await close()
  await expect(store.sweep()).resolves.toBeUndefined()
})

test('a folder that cannot be written is not ready', async () => {
  const { folder, close } = await folderStore()
  await writeFile(join(folder, 'taken'), '')
  await expect(localStore(join(folder, 'taken')).ready()).rejects.toThrow()
  await close()
})

test('an S3 store that refuses the key says so, without the secret', async () => {
  const { url, close } = await fakeS3()
  const store = s3Store({ endpoint: url, ...account, scratch, secret: 'wrong' })
  await expect(store.put('a', await fileOf(Buffer.from('x')), 'image/jpeg')).rejects.toThrow('The file store answered 403 to PUT')
  await close()
})

test('a bucket that fails twice is asked again with the whole body, and leaves nothing in the scratch folder', async () => {
  const { url, close } = await fakeS3({ faults: 2 })
  const store = s3Store({ endpoint: url, ...account, scratch: join(scratch, 'spool') })
  await store.put('a', await fileOf(Buffer.alloc(200_000, 7)), 'image/jpeg')
  expect((await bytesOf(store, 'a')).equals(Buffer.alloc(200_000, 7))).toBe(true)
  expect(await readdir(join(scratch, 'spool'))).toEqual([])
  await close()
})

test('a bucket that does not answer is given up in time', async () => {
  const { url, close } = await fakeS3({ silent: true })
  const store = s3Store({ endpoint: url, ...account, scratch, timeoutMs: 100 })
  await expect(store.open('a')).rejects.toThrow('timeout')
  await close()
})

async function folderStore() {
  const folder = await mkdtemp(join(tmpdir(), 'files-'))
  return { store: localStore(folder), folder, close: () => rm(folder, { recursive: true }) }
}

async function bucketStore() {
  const { url, close } = await fakeS3()
  return { store: s3Store({ endpoint: url, ...account, scratch }), close }
}

/** An in-memory bucket that verifies signatures independently (AWS Signature Version 4) and the body's hash. */
async function fakeS3(given: { faults?: number; silent?: boolean } = {}) {
  const objects = new Map<string, Buffer>()
  let faults = given.faults ?? 0
  const server = createServer((request, response) => {
    if (given.silent) return
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const body = Buffer.concat(parts)
      const sha256 = createHash('sha256').update(body).digest('hex')
      if (faults > 0) {
        faults -= 1
        return response.writeHead(503).end()
      }
      const signed = headers['x-amz-content-sha256'] === sha256 && headers.authorization === authorization(method, url, headers)
      if (!signed || !url.startsWith(`/${account.bucket}/`)) return response.writeHead(403).end()
      if (method === 'PUT') objects.set(url, body)
      const found = objects.get(url)
      if (method === 'DELETE') objects.delete(url)
      if (method === 'GET') return found === undefined ? response.writeHead(404).end() : response.writeHead(200).end(found)
      return response.writeHead(method === 'DELETE' ? 204 : 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

function authorization(method: string, url: string, headers: IncomingHttpHeaders): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? ''
  const canonical = [
    method,
    url,
    '',
    ...names.split(';').map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const at = String(headers['x-amz-date'])
  const scope = `${at.slice(0, 8)}/${account.region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', at, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [at.slice(0, 8), account.region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${account.secret}`)
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  return `AWS4-HMAC-SHA256 Credential=${account.keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}

test('what an S3-compatible store answers is whole, though garbage is collected before it is written', async () => {
  const { store, close } = await bucketStore()
  const bytes = Buffer.alloc(150_000, 'photo')
  await store.put('370602/4f/g.full', await fileOf(bytes), 'image/jpeg')
  const mkdir = jest.spyOn(promises, 'mkdir').mockImplementation(() => collectGarbage().then(() => undefined))
  expect(await bytesOf(store, '370602/4f/g.full')).toHaveLength(bytes.length)
  expect(mkdir).toHaveBeenCalled()
  mkdir.mockRestore()
  await close()
})
