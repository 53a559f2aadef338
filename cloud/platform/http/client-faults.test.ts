import { connect } from 'node:net'
import { Problem } from '@doorstep/contract/problems'
import * as v from 'valibot'
import { testApp, type TestApp } from '../../testing/app/app'

let app: TestApp
let port: number

beforeAll(async () => {
  app = await testApp()
  port = Number(new URL(await app.server.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(() => app.close())

/** Sends bytes and returns what the server says until it hangs up. */
async function answerTo(sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('error', () => undefined).on('data', (part: Buffer) => parts.push(part))
  socket.write(sent)
  await new Promise((closed) => socket.once('close', closed))
  return Buffer.concat(parts).toString('utf8')
}

test.each([
  ['a header too large', `GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 413, 'tooLarge'],
  ['a method nobody knows', 'TAKE /healthz HTTP/1.1\r\nhost: a\r\n\r\n', 400, 'badInput'],
  ['two lengths', 'POST /v1/inbox/read HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n', 400, 'badInput'],
  ['a length below nothing', 'POST /v1/inbox/read HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400, 'badInput'],
  ['another language', '\x16\x03\x01\x02\0\x01\0', 400, 'badInput'],
])('%s is answered with a problem, and hung up on', async (_, sent, status, code) => {
  const [head = '', body = ''] = (await answerTo(sent)).split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\r\ncontent-type: application/problem\\+json\r\n`))
  expect(v.parse(Problem, JSON.parse(body))).toMatchObject({ status, code })
})
