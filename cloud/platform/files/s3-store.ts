import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { FileStore } from './store'

export interface S3Options {
  /** `https://cos.ap-beijing.myqcloud.com`, `https://minio.example:9000`; may contain the bucket in the host name. */
  endpoint: string
  bucket: string
  region: string
  keyId: string
  secret: string
  timeoutMs?: number
}

/** Returns a store on any S3-compatible service: Tencent COS, MinIO, S3. The bucket must be private. */
export function s3Store({ endpoint, bucket, region, keyId, secret, timeoutMs = 15_000 }: S3Options): FileStore {
  // The client retries on 5xx and 429, which is safe because every request here is idempotent.
  const aws = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: 2 })
  // COS requires the bucket in the host name for buckets created since 2024, MinIO in the path: the endpoint's form decides.
  const root = new URL(endpoint).hostname.startsWith(`${bucket}.`) ? endpoint : `${endpoint}/${bucket}`

  async function call(method: 'PUT' | 'GET' | 'DELETE', key: string, body?: Buffer, mime?: string): Promise<Response> {
    const sha256 = createHash('sha256')
      .update(body ?? '')
      .digest('hex')
    const response = await aws.fetch(`${root}/${key}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'x-amz-content-sha256': sha256, ...(mime === undefined ? {} : { 'content-type': mime }) },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    })
    if (!response.ok && response.status !== 404) {
      await response.body?.cancel()
      throw new Error(`The file store answered ${response.status} to ${method}`)
    }
    return response
  }

  const put = async (key: string, bytes: Buffer, mime: string) => {
    const response = await call('PUT', key, bytes, mime)
    await response.body?.cancel()
    if (response.status === 404) throw new Error('The file store has no such bucket')
  }

  return {
    put,
    get: async (key) => {
      const response = await call('GET', key)
      if (response.ok) return Buffer.from(await response.arrayBuffer())
      await response.body?.cancel()
      return null
    },
    remove: async (key) => {
      const response = await call('DELETE', key)
      await response.body?.cancel()
    },
    ready: () => put('.ready', Buffer.alloc(0), 'application/octet-stream'),
  }
}
