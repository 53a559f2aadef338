import { once } from 'node:events'
import { connect } from 'node:net'
import multipart from '@fastify/multipart'
import fastify from 'fastify'
import { eventually } from '../../testing/eventually'
import { problem } from '../process/problem'
import { handleProblems } from './problems-http'

test('a problem that says when to try again has it in the header Retry-After, in whole seconds, and not in its body', async () => {
  const server = fastify()
  handleProblems(server)
  server.get('/busy', () => {
    throw problem('unavailable', { retryAfter: 2.2 })
  })
  const { statusCode, headers, body } = await server.inject('/busy')
  expect({ statusCode, after: headers['retry-after'] }).toEqual({ statusCode: 503, after: '3' })
  expect(Object.keys(JSON.parse(body) as object)).toEqual(['type', 'title', 'status', 'code', 'detail', 'requestId'])
})

test('503 always says when to try again', async () => {
  const server = fastify()
  handleProblems(server)
  server.get('/away', () => {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
  })
  const { statusCode, headers } = await server.inject('/away')
  expect({ statusCode, after: headers['retry-after'] }).toEqual({ statusCode: 503, after: '2' })
})

test.each([
  ['a JSON body', 'application/json', '{"text": "'],
  [
    'an upload',
    'multipart/form-data; boundary=edge',
    '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf',
  ],
])('a sender who hangs up half-way through %s is no failure in the log', async (_, type, half) => {
  const lines: { level: number; msg: string }[] = []
  const server = fastify({ logger: { stream: { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) } } })
  handleProblems(server)
  await server.register(multipart)
  let settled = 0
  server.addHook('onError', () => void (settled += 1))
  server.post('/files', async (request) => {
    if (request.isMultipart()) await (await request.file())?.toBuffer()
    return {}
  })
  const port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`POST /files HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: 5000\r\n\r\n${half}`)
  await eventually('the request has begun', 10, () => lines.some(({ msg }) => msg === 'incoming request'))
  socket.resetAndDestroy()
  await eventually('the server noticed', 10, () => settled > 0)
  await server.close()
  expect(lines.filter(({ level }) => level >= 40)).toEqual([])
})
