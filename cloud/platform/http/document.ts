import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { hashOf } from './idempotency'

interface Written {
  bytes: Buffer
  headers: Record<string, string>
}

/** Serves `/openapi.json`: built, written and packed as bytes at the first call; a client that has it gets 304. */
export function serveDocument(server: FastifyInstance, build: () => Promise<object>): void {
  let written: Promise<{ whole: Written; packed: Written }> | undefined
  server.get('/openapi.json', async (request, reply) => {
    written ??= build().then((document) => bothOf(JSON.stringify(document)))
    const { whole, packed } = await written
    const { bytes, headers } = takesGzip(request.headers['accept-encoding']) ? packed : whole
    reply.headers({ ...headers, 'cache-control': 'no-cache', vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === headers.etag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(bytes)
  })
}

async function bothOf(text: string): Promise<{ whole: Written; packed: Written }> {
  const hash = hashOf(text)
  return {
    whole: { bytes: Buffer.from(text), headers: { etag: `"${hash}"` } },
    packed: { bytes: await promisify(gzip)(text), headers: { etag: `"${hash}-gzip"`, 'content-encoding': 'gzip' } },
  }
}

const takesGzip = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((coding) => /^\s*gzip\s*(;\s*q=(1|0\.0*[1-9])\S*)?\s*$/i.test(coding))
