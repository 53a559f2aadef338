import { once } from 'node:events'
import { connect } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { fakeClock } from '../../testing/app/clock'
import { addRequestHooks } from './request-hooks'

let server: FastifyInstance
let port: number

beforeEach(async () => {
  server = fastify()
  addRequestHooks(server, false, fakeClock(), 50)
  for (const type of ['multipart/form-data', 'application/octet-stream'])
    server.addContentTypeParser(type, (_request, _body, parsed) => parsed(null))
  server.post('/words', () => ({}))
  server.post('/file', { config: { takesFile: true } }, () => ({}))
  port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterEach(async () => {
  server.server.closeAllConnections()
  await server.close()
})

/** Begins to send a body that never ends. */
async function sending(path: string, type: string) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined).resume()
  socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: 1000\r\n\r\n{`)
  await once(socket, 'connect')
  return socket
}

test.each(['application/json', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
  'a body that does not come is given up where no file is taken, whatever it says that it is: %s',
  async (type) => {
    const socket = await sending('/words', type)
    await new Promise((closed) => socket.once('close', closed))
  },
)

test('a file has its own time', async () => {
  const socket = await sending('/file', 'multipart/form-data; boundary=x')
  const words = await sending('/words', 'application/json')
  await new Promise((closed) => words.once('close', closed))
  expect(socket.destroyed).toBe(false)
  socket.destroy()
})
