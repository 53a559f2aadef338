import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { problem } from '../process/problem'
import { endSockets, type Live } from './live'

/**
 * Serves the sockets at /v1/live, and refuses an upgrade of any other address: the library would open a socket there too, past every bound
 * that sockets have, and log the address with the secrets in it.
 */
export async function serveLive(server: FastifyInstance, live: Live): Promise<void> {
  await server.register(websocket, {
    options: { maxPayload: 4096 },
    preClose: (done) => endSockets(server, done),
    errorHandler(fault, socket, request) {
      // A code says that the device sent what is no frame, or hung up: no failure of ours.
      if (!('code' in fault)) request.log.error({ err: fault }, 'socket failed')
      socket.terminate()
    },
  })
  server.addHook('onRequest', (request, _reply, done) => {
    done(request.ws && request.routeOptions.config.meteredAs !== 'socket' ? problem('notFound') : undefined)
  })
  await server.register((scope, _options, done) => {
    scope.get('/v1/live', { websocket: true, config: { meteredAs: 'socket' } }, (socket) => live.accept(socket))
    done()
  })
}
