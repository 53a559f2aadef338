import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { hashOf } from './idempotency'

interface Written {
  bytes: Buffer
  headers: Record<string, string>
}

/** Serves `/openapi.json`: built, written and packed as bytes at the first call; a client that has it gets 304. */
export function serveDocument(server: FastifyInstance, build: () => object): void {
  let written: { whole: Written; packed: Written } | undefined
  server.get('/openapi.json', (request, reply) => {
    written ??= bothOf(JSON.stringify(build()))
    const { bytes, headers } = takesGzip(request.headers['accept-encoding']) ? written.packed : written.whole
    reply.headers({ ...headers, 'cache-control': 'no-cache', vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === headers.etag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(bytes)
  })
}

function bothOf(text: string): { whole: Written; packed: Written } {
  const hash = hashOf(text)
  return {
    whole: { bytes: Buffer.from(text), headers: { etag: `"${hash}"` } },
    packed: { bytes: gzipSync(text), headers: { etag: `"${hash}-gzip"`, 'content-encoding': 'gzip' } },
  }
}

const takesGzip = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? '')
    .split(',')
    .some((coding) => /^\s*gzip\s*(;\s*q=(1|0\.0*[1-9])\S*)?\s*$/i.test(coding))
