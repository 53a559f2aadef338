import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

/** An S3-compatible store in memory that can be slow (ten seconds an answer) or full (507). */
export interface Bucket {
  url: string
  mood: 'well' | 'slow' | 'full'
  has: (key: string) => boolean
  close: () => Promise<void>
}

const slowMs = 10_000

export async function openBucket(): Promise<Bucket> {
  const kept = new Map<string, Buffer>()
  const bucket: Bucket = {
    url: '',
    mood: 'well',
    has: (key) => kept.has(key),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  async function answer(request: IncomingMessage, response: ServerResponse) {
    const key = decodeURIComponent((request.url ?? '').split('?')[0]?.split('/').slice(2).join('/') ?? '')
    const body = await buffer(request)
    if (bucket.mood === 'slow') await wait(slowMs, undefined, { ref: false })
    if (request.method === 'PUT') {
      if (bucket.mood !== 'full') kept.set(key, body)
      response.writeHead(bucket.mood === 'full' ? 507 : 200).end()
    } else if (request.method === 'DELETE') {
      kept.delete(key)
      response.writeHead(204).end()
    } else {
      const found = kept.get(key)
      response.writeHead(found === undefined ? 404 : 200).end(found)
    }
  }
  // A sender that hung up gets no answer.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  bucket.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return bucket
}
