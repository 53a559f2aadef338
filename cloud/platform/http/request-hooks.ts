import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../process/clock'

/**
 * What every call passes on its way in and out: identity headers of CloudRun are dropped unless its gateway is trusted, since from
 * anywhere else they are forged; answers name their request, are never sniffed and carry the clock that decided them, by which a phone
 * puts its own right; each answer is logged once.
 */
export function addRequestHooks(server: FastifyInstance, trustCloudRun: boolean, clock: Clock): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!trustCloudRun)
      for (const name of Object.keys(request.headers)) if (name.startsWith('x-wx-')) Reflect.deleteProperty(request.headers, name)
    reply.headers({
      date: clock.now().toUTCString(),
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime)
    request.log.info({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms }, 'answered')
    done()
  })
}

/** Who calls, where CloudRun's gateway is trusted and said so: it sets `x-wx-source` on what comes from WeChat alone. */
export function gatewayOpenidOf(headers: IncomingHttpHeaders): string | null {
  const { 'x-wx-source': source, 'x-wx-openid': openid } = headers
  return typeof source === 'string' && source !== '' && typeof openid === 'string' && /^[\w-]{1,128}$/.test(openid) ? openid : null
}
