import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { incomingPath } from './incoming'
import { openBytes } from './open-bytes'
import type { OpenBytes } from './open-bytes'
import type { FileStore } from './store'

export interface S3Options {
  /** `https://cos.ap-beijing.myqcloud.com`, `https://minio.example:9000`; may contain the bucket in the host name. */
  endpoint: string
  bucket: string
  region: string
  keyId: string
  secret: string
  /** Folder for a file while it is read; created when needed. */
  scratch: string
  /** Milliseconds one attempt may take, its body included. */
  timeoutMs?: number
}

const nothing = createHash('sha256').digest('hex')
/** Milliseconds to wait before the second and the third attempt: on 5xx, 429 and no answer; every request here may be repeated. */
const pauses = [100, 400]

/** Returns a store on any S3-compatible service: Tencent COS, MinIO, S3. The bucket must be private. */
export function s3Store({ endpoint, bucket, region, keyId, secret, scratch, timeoutMs = 15_000 }: S3Options): FileStore {
  const aws = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region })
  // COS requires the bucket in the host name for buckets created since 2024, MinIO in the path: the endpoint's form decides.
  const root = new URL(endpoint).hostname.startsWith(`${bucket}.`) ? endpoint : `${endpoint}/${bucket}`

  async function once(method: 'PUT' | 'GET' | 'DELETE', key: string, sent: Sent | null): Promise<Response> {
    const { size, sha256, mime, path } = sent ?? { size: 0, sha256: nothing, mime: null, path: null }
    const headers = { 'x-amz-content-sha256': sha256, ...(mime === null ? {} : { 'content-type': mime }) }
    const signed = await aws.sign(`${root}/${key}`, { method, headers })
    return fetch(signed.url, {
      method,
      headers: { ...Object.fromEntries(signed.headers), ...(method === 'PUT' ? { 'content-length': String(size) } : {}) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(path === null ? {} : { body: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, duplex: 'half' }),
    })
  }

  async function call(method: 'PUT' | 'GET' | 'DELETE', key: string, sent: Sent | null = null): Promise<Response> {
    for (const wait of [...pauses, null]) {
      const response = await once(method, key, sent).catch((fault: unknown) => {
        if (wait === null || isTimeout(fault)) throw fault
        return null
      })
      if (response !== null && (response.ok || response.status === 404)) return response
      await response?.body?.cancel()
      const again = response === null || response.status >= 500 || response.status === 429
      if (wait === null || !again) throw new Error(`The file store answered ${response?.status ?? 'nothing'} to ${method}`)
      await pause(wait)
    }
    throw new Error('unreachable')
  }

  const put = async (key: string, sent: Sent) => {
    const response = await call('PUT', key, sent)
    await response.body?.cancel()
    if (response.status === 404) throw new Error('The file store has no such bucket')
  }

  return {
    put: async (key, path, mime) => put(key, { path, mime, ...(await measured(path)) }),
    open: (key) => spooled(scratch, () => call('GET', key)),
    remove: async (key) => {
      const response = await call('DELETE', key)
      await response.body?.cancel()
    },
    // A file is there whole or not at all.
    sweep: () => Promise.resolve(),
    ready: () => put('.ready', { size: 0, sha256: nothing, mime: 'application/octet-stream', path: null }),
  }
}

/** A body to send: the file at `path`, or none. */
interface Sent {
  path: string | null
  size: number
  sha256: string
  mime: string
}

const isTimeout = (fault: unknown) => typeof fault === 'object' && fault !== null && 'name' in fault && fault.name === 'TimeoutError'

async function measured(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return { size: (await stat(path)).size, sha256: hash.digest('hex') }
}

/**
 * Writes what `ask` brings to a file without a name, so that it is known whole before a byte of it is passed on, and never
 * held in memory. Returns null when it is not there.
 *
 * The file is opened before asking, and the body is read in the tick its answer comes: a body nobody reads is cancelled
 * without an error when its `Response` is collected as garbage (undici 6 and 7), and would be taken for an empty file.
 */
async function spooled(scratch: string, ask: () => Promise<Response>): Promise<OpenBytes | null> {
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const path = incomingPath(scratch)
  const handle = await open(path, 'wx+', 0o600)
  try {
    const response = await ask()
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      await handle.close()
      return null
    }
    await writeFile(handle, Readable.fromWeb(response.body as ReadableStream<Uint8Array>))
    // Beside an encoding, the length is that of the encoded bytes.
    const told = response.headers.has('content-encoding') ? null : response.headers.get('content-length')
    const { size } = await handle.stat()
    if (told !== null && size !== Number(told)) throw new Error(`The file store sent ${size} of ${told} bytes`)
  } catch (fault) {
    await handle.close()
    throw fault
  } finally {
    await rm(path, { force: true })
  }
  return openBytes(handle)
}
