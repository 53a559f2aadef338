import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { aDistrict } from '../../testing/district'
import { testApp, type TestApp } from '../../testing/app/app'
import { signedIn } from '../../testing/people/signed-in'

let app: TestApp
let token: string
let port: number

beforeAll(async () => {
  app = await testApp()
  token = (await signedIn(await aDistrict(app.db), 'resident')).token
  port = Number(new URL(await app.server.listen({ host: '127.0.0.1', port: 0 })).port)
})
afterAll(() => app.close())

async function asks(...lines: string[]): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write([...lines, 'host: a', `authorization: Bearer ${token}`, 'idempotency-key: mark-of-a-body', '', ''].join('\r\n'))
  return socket
}

/** Waits until more can be written, or never again. */
const writable = (socket: Socket) =>
  new Promise<void>((done) => {
    const ready = () => {
      socket.off('drain', ready).off('close', ready)
      done()
    }
    socket.on('drain', ready).on('close', ready)
  })

/** Returns what the server says until it hangs up. */
async function answer(socket: Socket): Promise<string> {
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part))
  // `once` of Node would fail with the EPIPE of whoever is hung up on.
  await new Promise((closed) => socket.once('close', closed))
  return Buffer.concat(parts).toString('utf8')
}

const form = 'content-type: multipart/form-data; boundary=edge'
const json = 'content-type: application/json'
const threeGigabytes = `content-length: ${3 * 1024 ** 3}`

test.each([
  ['an upload', ['POST /v1/files HTTP/1.1', form]],
  ['a JSON body', ['POST /v1/requests HTTP/1.1', json]],
  ['a body nobody reads', ['POST /v1/inbox/read HTTP/1.1', 'content-type: text/csv']],
  ['a body of an unknown address', ['PUT /nowhere HTTP/1.1']],
  ['a body of a read', ['GET /v1/session HTTP/1.1']],
])('%s of 3 GB is refused before a byte of it is sent', async (_, lines) => {
  const said = await answer(await asks(...lines, threeGigabytes))
  expect(said).toMatch(/^HTTP\/1\.1 413 /)
  expect(said).toContain('"code":"tooLarge"')
})

test.each([
  ['to an unknown address', ['POST /nowhere HTTP/1.1', 'content-type: text/csv'], 404],
  ['an upload of another kind', ['POST /v1/files HTTP/1.1', 'content-type: text/plain'], 413],
  ['a photo without an end', ['POST /v1/files HTTP/1.1', form], 400],
])(
  'whoever sends %s without saying how long is hung up on',
  async (_, lines, status) => {
    const socket = await asks(...lines, 'transfer-encoding: chunked')
    const said = answer(socket)
    const part = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x78), Buffer.from('\r\n')])
    const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    socket.write(`${head.length.toString(16)}\r\n${head}\r\n`)
    const most = 200 * 1024 * 1024
    let sent = 0
    while (sent < most && !socket.destroyed) {
      sent += part.length
      if (!socket.write(part)) await writable(socket)
    }
    socket.destroy()
    expect(sent).toBeLessThan(most)
    expect(await said).toMatch(new RegExp(`^(HTTP/1\\.1 ${status} |$)`))
  },
  60_000,
)
