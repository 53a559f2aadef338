import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance } from 'fastify'
import { eventually } from '../../testing/eventually'
import { diskLimits } from '../process/disk'
import { handleProblems } from './problems-http'
import { receiveUploads } from './uploads'

let folder: string
let server: FastifyInstance
/** Who sends, in the order of their requests. */
let senders: string[]
let hungUp: boolean
let release: () => void
let breaks: (fault: Error) => void

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-uploads-'))
  senders = []
  hungUp = false
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Starts a server that answers no upload before `release`. */
async function serve(free?: () => Promise<number>, most?: number, pace?: { bytes: number; everyMs: number }): Promise<void> {
  const held = new Promise<void>((resolve, reject) => ([release, breaks] = [resolve, reject]))
  const uploads = receiveUploads(folder, { ...(free && { free }), ...(most && { most }), ...(pace && { pace }) })
  server = fastify()
  handleProblems(server)
  await server.register(multipart)
  server.addContentTypeParser('application/octet-stream', (_request, bytes, done) => done(null, bytes))
  server.post<{ Params: { brings: 'bytes' | 'nothing' } }>('/parts/:brings', (request, reply) =>
    uploads({ request, reply, brings: request.params.brings, accountId: 'she' }, async ({ size }) => {
      senders.push(request.params.brings)
      await held
      return { size }
    }),
  )
  server.post('/files', (request, reply) => {
    const who = String(request.headers['x-who'])
    senders.push(who)
    if (senders.length === 2) request.raw.once('close', () => (hungUp = true))
    return uploads({ request, reply, brings: 'form', accountId: who }, async () => {
      await held
      return { ok: true }
    })
  })
}

const type = 'multipart/form-data; boundary=edge'
const half = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf'
const sends = async (who: string) => {
  const { statusCode, json } = await server.inject({
    method: 'POST',
    url: '/files',
    headers: { 'x-who': who, 'content-type': type },
    payload: `${half}\r\n--edge--\r\n`,
  })
  return { status: statusCode, code: json<{ code?: string }>().code }
}

test('uploads that wait in the line of their account take no place from others', async () => {
  await serve(undefined, 2)
  const many = [sends('A'), sends('A'), sends('A')]
  await eventually('A sends', 10, () => senders.length === 3)
  const other = sends('B')
  await eventually('B sends', 10, () => senders.length === 4)
  const third = sends('C')
  expect(await third).toEqual({ status: 503, code: 'unavailable' })
  release()
  expect((await Promise.all([...many, other])).map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test('who hangs up while waiting in line holds neither the line nor a place in it', async () => {
  await serve()
  const port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port)
  const first = sends('she')
  await eventually('the first is received', 10, () => senders.length === 1)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`POST /files HTTP/1.1\r\nhost: a\r\nx-who: she\r\ncontent-type: ${type}\r\ncontent-length: 5000\r\n\r\n${half}`)
  await eventually('the second waits', 10, () => senders.length === 2)
  socket.resetAndDestroy()
  await eventually('the second has hung up', 10, () => hungUp)
  release()
  expect((await first).status).toBe(200)
  expect((await sends('she')).status).toBe(200)
}, 15_000)

const part = (brings: 'bytes' | 'nothing') =>
  server.inject({
    method: 'POST',
    url: `/parts/${brings}`,
    ...(brings === 'bytes' && { headers: { 'content-type': 'application/octet-stream' }, payload: 'x'.repeat(3000) }),
  })

test('parts, and calls that bring nothing, wait in the line of their account like whole files', async () => {
  await serve()
  const answers = [part('bytes'), part('nothing'), part('bytes')]
  await eventually('the first is served', 10, () => senders.length === 1)
  release()
  expect((await Promise.all(answers)).map((answer) => answer.json<{ size: number }>().size)).toEqual([3000, 0, 3000])
  expect(senders).toEqual(['bytes', 'nothing', 'bytes'])
})

test('a call that brings nothing but JSON is served over a connection too, where it is over once read', async () => {
  await serve()
  release()
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
  const answers = await Promise.all([1, 2, 3].map(() => fetch(`${address}/parts/nothing`, sent)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
})

test.each(['bytes', 'nothing'] as const)('a disk without room takes no part, and joins none: %s', async (brings) => {
  await serve(() => Promise.resolve(diskLimits.noUploads - 1))
  release()
  const answer = await part(brings)
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'noRoom'])
  expect(senders).toEqual([])
})

test.each(['bytes', 'nothing'] as const)(
  'a disk that fills up while a file is served is told like one without room: %s',
  async (brings) => {
    await serve()
    const answer = part(brings)
    await eventually('it is served', 10, () => senders.length === 1)
    breaks(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
    expect([(await answer).statusCode, (await answer).json<{ code: string }>().code]).toEqual([503, 'noRoom'])
  },
)

test('no more are received at a time than the disk has room for, the database’s share left alone', async () => {
  await serve(() => Promise.resolve(diskLimits.noUploads))
  const some = Array.from({ length: 25 }, (_, n) => sends(`person ${n}`))
  await eventually('they are received', 10, () => senders.length === 25)
  expect(await sends('one more')).toEqual({ status: 503, code: 'noRoom' })
  release()
  expect((await Promise.all(some)).map(({ status }) => status)).toEqual(some.map(() => 200))
  expect((await sends('one more')).status).toBe(200)
})

/** Sends an upload in `pieces` of 1 KB, `everyMs` apart, and resolves with what comes back before the connection ends. */
async function sendsSlowly(pieces: number, everyMs: number): Promise<string> {
  const port = Number(new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port)
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (bytes) => (answer += bytes.toString()))
  socket.on('error', () => undefined)
  const ended = once(socket, 'close')
  await once(socket, 'connect')
  const end = '\r\n--edge--\r\n'
  const length = half.length + pieces * 1024 + end.length
  socket.write(
    `POST /files HTTP/1.1\r\nhost: a\r\nx-who: she\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${half}`,
  )
  for (let n = 0; n < pieces && !socket.destroyed; n += 1) {
    socket.write('x'.repeat(1024))
    await wait(everyMs)
  }
  if (!socket.destroyed) socket.write(end)
  await ended
  return answer
}

test('an upload that moves is received however long it takes', async () => {
  await serve(undefined, undefined, { bytes: 1024, everyMs: 400 })
  release()
  expect(await sendsSlowly(12, 100)).toContain('200 OK')
})

test('an upload that stands still is ended, and its place is free', async () => {
  await serve(undefined, 1, { bytes: 1024, everyMs: 300 })
  release()
  expect(await sendsSlowly(2, 1500)).toBe('')
  expect((await sends('another')).status).toBe(200)
})
