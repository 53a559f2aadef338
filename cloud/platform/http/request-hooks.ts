import { allWithTimes } from '@doorstep/contract/time-words'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../process/clock'
import { bringsFile } from './body-limits'

/**
 * Adds the hooks that run for every request: identity headers of CloudRun are dropped unless its gateway is trusted, since from anywhere
 * else they are forged; answers carry the request id, forbid content sniffing and carry the server's time, by which the client corrects its
 * own clock; a client that does not word the times in sentences itself gets them in words of today; each answer is logged once.
 */
export function addRequestHooks(server: FastifyInstance, trustCloudRun: boolean, clock: Clock, bodyMs = longestBodyMs): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!trustCloudRun)
      for (const name of Object.keys(request.headers)) if (name.startsWith('x-wx-')) Reflect.deleteProperty(request.headers, name)
    reply.headers({
      date: clock.now().toUTCString(),
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    limitBody(request, bodyMs)
    done()
  })
  server.addHook('preSerialization', (request, _reply, value, done) => {
    done(null, request.headers['x-times'] === 'marked' ? value : allWithTimes<unknown>(value, clock.now()))
  })
  server.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime)
    const { 'x-client-version': client } = request.headers
    const of = typeof client === 'string' && /^[\w.-]{1,20}$/.test(client) ? { client } : {}
    request.log.info({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms, ...of }, 'answered')
    done()
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes a file, or a part of one, and holds it to its pace. */
    takesFile?: boolean
  }
}

/** Time a body has to arrive; that of a file is held to its pace instead (uploads.ts), where one is taken. */
const longestBodyMs = 60_000

function limitBody({ raw, headers, routeOptions }: FastifyRequest, bodyMs: number): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (!hasBody || (routeOptions.config.takesFile === true && bringsFile(headers['content-type']))) return
  const late = setTimeout(() => raw.destroy(), bodyMs).unref()
  for (const over of ['end', 'close']) raw.once(over, () => clearTimeout(late))
}

/** Returns the caller's openid where CloudRun's gateway is trusted and provides it: it sets `x-wx-source` only on requests from WeChat. */
export function gatewayOpenidOf(headers: IncomingHttpHeaders): string | null {
  const { 'x-wx-source': source, 'x-wx-openid': openid } = headers
  return typeof source === 'string' && source !== '' && typeof openid === 'string' && /^[\w-]{1,128}$/.test(openid) ? openid : null
}
