import { once } from 'node:events'
import fs, { existsSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { LogController } from 'fastify'
import type SonicBoom from 'sonic-boom'
import { loggerOptions } from './log'
import { logStream } from './log-stream'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-log-'))
  file = join(folder, 'log')
  await writeFile(file, '')
})
afterEach(() => rm(folder, { recursive: true }))

/** A device that is always full, where there is one; a file open for reading refuses every line alike. */
const unwritable = () => (existsSync('/dev/full') ? openSync('/dev/full', 'w') : openSync(file, 'r'))

function logging(fd: number) {
  const stream = logStream(fd)
  const server = fastify({
    logger: loggerOptions('info', () => false, stream),
    logController: new LogController({ disableRequestLogging: true }),
  })
  server.get('/', ({ log }) => {
    log.info('asked')
    return { ok: true }
  })
  return { stream, server }
}

const linesOf = async () =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { msg: string }).msg)

/** Ends the stream; it closes its file itself, and a second close would hit whatever file has got the number since. */
async function closed(stream: SonicBoom): Promise<void> {
  const close = once(stream, 'close')
  stream.destroy()
  await close
}

test('a log on a full disk ends nothing', async () => {
  const fd = unwritable()
  const { stream, server } = logging(fd)
  expect((await server.inject('/')).statusCode).toBe(200)
  expect((await server.inject('/')).statusCode).toBe(200)
  await server.close()
  await closed(stream)
})

test('what a full disk did not take is written when there is room again', async () => {
  const fd = openSync(file, 'a')
  const { stream, server } = logging(fd)
  const writes = jest.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  })
  expect((await server.inject('/')).statusCode).toBe(200)
  writes.mockRestore()
  expect(await linesOf()).toEqual([])
  server.log.info('room again')
  expect(await linesOf()).toEqual(['asked', 'room again'])
  await server.close()
  await closed(stream)
})

test('of what waits for a full disk only so much is remembered', async () => {
  const fd = unwritable()
  const stream = logStream(fd)
  let dropped = 0
  stream.on('drop', () => (dropped += 1))
  const line = `${'x'.repeat(1023)}\n`
  for (let at = 0; at < 1500; at += 1) stream.write(line)
  expect(dropped).toBe(1500 - 1024)
  await closed(stream)
})
