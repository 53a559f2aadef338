import type * as ChildProcess from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { isRunning } from '../../testing/app/api-process'
import { eventually } from '../../testing/eventually'
import { fileInspector, type Inspector, type InspectorOptions } from './inspector'
import { m4a, wav } from './sound-samples'

const childProcess = jest.requireActual<typeof ChildProcess>('node:child_process')

let folder: string
const opened: Inspector[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-inspect-'))
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
  await rm(folder, { recursive: true })
})

const stays = () => new AbortController().signal
function inspector(options: InspectorOptions = {}): Inspector {
  const one = fileInspector(options)
  opened.push(one)
  return one
}

let count = 0
async function fileOf(bytes: Buffer | string) {
  count += 1
  const path = join(folder, String(count))
  await writeFile(path, bytes)
  return { path, full: `${path}.full`, thumb: `${path}.thumb` }
}

/** Writes a program that answers each file as `body` says, with the file's number in its process and the process's id. */
async function programThat(body: string): Promise<string> {
  const path = join(folder, 'program.mjs')
  await writeFile(
    path,
    `let files = 0; process.on('disconnect', () => process.exit()); process.on('message', (asked) => { files += 1; ${body} })`,
  )
  return path
}
const answers = `process.send({ kind: 'voice', mime: String(process.pid), bytes: files, sha256: process.env.HOME ?? 'none', seconds: 1 })`

test('cleans a photo and a recording, and refuses what is neither', async () => {
  const one = inspector()
  const photo = await fileOf(
    await sharp({ create: { width: 800, height: 600, channels: 3, background: '#369' } })
      .png()
      .toBuffer(),
  )
  expect(await one.inspect(photo, stays())).toMatchObject({ kind: 'photo', mime: 'image/jpeg', width: 800, height: 600 })
  expect(await sharp(photo.thumb).metadata()).toMatchObject({ format: 'jpeg', width: 480 })
  expect(await one.inspect(await fileOf(wav(2)), stays())).toMatchObject({ kind: 'voice', mime: 'audio/wav', seconds: 2 })
  expect(await one.inspect(await fileOf(m4a(61)), stays())).toEqual({ kind: 'refused', code: 'voiceTooLong' })
  expect(await one.inspect(await fileOf('<html>'), stays())).toEqual({ kind: 'refused', code: 'fileRefused' })
  expect((await readdir(folder)).filter((name) => name.endsWith('.thumb'))).toHaveLength(1)
})

test('a file that holds its process is given up in time, and the next one is served', async () => {
  const program = await programThat(`if (files === 1) for (;;); else ${answers}`)
  const one = inspector({ program, processes: 1, timeMs: 4000 })
  const asked = await fileOf('x')
  await expect(one.inspect(asked, stays())).rejects.toMatchObject({ code: 'unavailable' })
  await writeFile(program, `process.on('message', () => ${answers.replace('bytes: files', 'bytes: 1')})`)
  expect(await one.inspect(asked, stays())).toMatchObject({ kind: 'voice' })
})

test('a file that ends its process, or takes more memory than it may, is refused', async () => {
  const asked = await fileOf('x')
  const fallen = inspector({ program: await programThat('process.abort()') })
  expect(await fallen.inspect(asked, stays())).toEqual({ kind: 'refused', code: 'fileRefused' })
  // Jest takes "heap out of memory" on its worker's standard error, which the process shares, for the worker's own end.
  const greed = 'closeSync(2); const kept = []; for (;;) kept.push(Buffer.alloc(64e6, 1))'
  // At its low priority a busy machine takes long to give it that much.
  const patient = { timeMs: 120_000 }
  const greedy = inspector({ ...patient, program: await programThat(`import('node:fs').then(({ closeSync }) => { ${greed} })`) })
  expect(await greedy.inspect(asked, stays())).toEqual({ kind: 'refused', code: 'fileRefused' })
}, 150_000)

test('a disk that cannot take what is kept is no fault of the file, and the next one is served', async () => {
  const one = inspector()
  const asked = await fileOf(wav(2))
  await expect(one.inspect({ ...asked, full: join(folder, 'missing', 'full') }, stays())).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await one.inspect(asked, stays())).toMatchObject({ kind: 'voice' })
})

test('who leaves gives up the work at once; who left while waiting starts none', async () => {
  const one = inspector({ program: await programThat('if (files === 1) setInterval(() => undefined, 1000)'), processes: 1 })
  const asked = await fileOf('x')
  const [first, second] = [new AbortController(), new AbortController()]
  const works = one.inspect(asked, first.signal)
  const waits = one.inspect(asked, second.signal)
  second.abort()
  first.abort()
  await expect(works).rejects.toMatchObject({ code: 'badInput' })
  await expect(waits).rejects.toMatchObject({ code: 'badInput' })
})

test('two processes at most, kept for the next files; further files wait, and too many are refused', async () => {
  const one = inspector({ program: await programThat(`setTimeout(() => ${answers}, 200)`), waiting: 2 })
  const asked = await fileOf('x')
  const four = [1, 2, 3, 4].map(() => one.inspect(asked, stays()))
  await new Promise((resolve) => setImmediate(resolve))
  await expect(one.inspect(asked, stays())).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 10 } })
  const served = await Promise.all(four)
  const processes = served.map((each) => (each.kind === 'voice' ? each.mime : ''))
  expect(new Set(processes).size).toBe(2)
  // The API's environment stays with the API.
  expect(served).toEqual(served.map(() => expect.objectContaining({ kind: 'voice', sha256: 'none' }) as unknown))
})

test('a process is replaced after some files', async () => {
  const one = inspector({ program: await programThat(answers), processes: 1, filesEach: 2 })
  const asked = await fileOf('x')
  const served = [await one.inspect(asked, stays()), await one.inspect(asked, stays()), await one.inspect(asked, stays())]
  const [first, second, third] = served.map((each) => (each.kind === 'voice' ? each.mime : ''))
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('an unused process ends by itself, and closing ends the others', async () => {
  const one = inspector({ program: await programThat(answers), idleMs: 50 })
  const served = await one.inspect(await fileOf('x'), stays())
  const pid = Number(served.kind === 'voice' ? served.mime : 0)
  await eventually('the process has ended', 10, () => Promise.resolve(!isRunning(pid)))
  const other = inspector({ program: await programThat(answers) })
  const again = await other.inspect(await fileOf('x'), stays())
  await other.close()
  expect(isRunning(Number(again.kind === 'voice' ? again.mime : 0))).toBe(false)
})

test('a process that ends because it was unused is given no other file', async () => {
  const one = inspector({ program: await programThat(answers), idleMs: 20 })
  const asked = await fileOf('x')
  for (let round = 0; round < 5; round += 1) {
    expect(await one.inspect(asked, stays())).toMatchObject({ kind: 'voice' })
    await wait(20)
  }
})

test('an answer that is none refuses the file, and does not end the API', async () => {
  const one = inspector({ program: await programThat(`process.send({ kind: 'sculpture' })`) })
  await expect(one.inspect(await fileOf('x'), stays())).rejects.toMatchObject({ code: 'fileRefused' })
})

test.each([
  ['throws', () => childProcess.spawn('\0')],
  ['fails', () => childProcess.spawn('/no/such/program')],
])('a process that cannot be started is `unavailable` at once, not a fault of the file: the start %s', async (_, start) => {
  const one = inspector()
  const begun = start.bind(null)
  const spawn = jest.spyOn(childProcess, 'spawn')
  spawn.mockImplementationOnce(() => {
    spawn.mockRestore()
    return begun()
  })
  await expect(one.inspect(await fileOf('x'), stays())).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 10 } })
})
