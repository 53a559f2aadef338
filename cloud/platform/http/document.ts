import type { FastifyInstance } from 'fastify'
import { hashOf } from './idempotency'

/** Serves `/openapi.json`: built and written as bytes at the first call; a client that has it gets 304. */
export function serveDocument(server: FastifyInstance, build: () => object): void {
  let whole: { bytes: Buffer; etag: string } | undefined
  server.get('/openapi.json', (request, reply) => {
    if (whole === undefined) {
      const text = JSON.stringify(build())
      whole = { bytes: Buffer.from(text), etag: `"${hashOf(text)}"` }
    }
    reply.headers({ etag: whole.etag, 'cache-control': 'no-cache' })
    if (request.headers['if-none-match'] === whole.etag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(whole.bytes)
  })
}
