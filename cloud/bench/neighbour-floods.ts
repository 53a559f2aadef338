import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import WebSocket from 'ws'
import { agent, ask, json, lanes, type Flood, type Target } from './neighbour-calls'
import { wordFloods } from './neighbour-words'
import { bodies, falseFrames, largePhoto, nestedTables } from './neighbour-inputs'

const callers = (path: string, atOnce = 150) => ({
  name: `${atOnce} callers of ${path.split('?')[0] ?? path}`,
  run: (target: Target) => lanes(target, atOnce, () => ask(target, { path, headers: { authorization: '' } })),
})

/** Every path once, by callers who are signed in and come one after another. */
const reads = (name: string, paths: (target: Target) => string[], atOnce = 16) => ({
  name,
  run: async (target: Target) => {
    const all = paths(target)
    let next = 0
    await lanes(target, atOnce, () => ask(target, { path: all[next++ % all.length] ?? '' }))
  },
})

const uploads = (name: string, bytesOf: () => Buffer | Promise<Buffer>, atOnce: number) => ({
  name,
  prepare: async () => {
    await bytesOf()
  },
  run: async (target: Target) => {
    const edge = 'edge-of-a-bench'
    const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), await bytesOf(), Buffer.from(`\r\n--${edge}--\r\n`)])
    const headers = { 'content-type': `multipart/form-data; boundary=${edge}` }
    await lanes(target, atOnce, () => ask(target, { method: 'POST', path: '/v1/files', headers, body }))
  },
})

/** Waits until more can be written, or never again. */
const writable = (socket: Socket) =>
  new Promise<void>((done) => {
    const ready = () => {
      socket.off('drain', ready).off('close', ready)
      done()
    }
    socket.on('drain', ready).on('close', ready)
  })

/** Sends a body without an end, and begins again when cut off. */
async function endlessBody({ url }: Target): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect').catch(() => undefined)
  socket.write('POST /nowhere HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n')
  const part = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000), Buffer.from('\r\n')])
  const timer = setTimeout(() => socket.destroy(), 1000)
  while (!socket.destroyed) if (!socket.write(part)) await writable(socket)
  clearTimeout(timer)
}

/** Opens a socket and sends it as much as it takes. */
async function chattySocket({ url }: Target): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`)
  socket.on('error', () => undefined)
  // Not `once` of events: it rejects where a socket is cut off before it was open.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('open', () => {
    for (let at = 0; at < 200; at += 1) socket.send('['.repeat(4000))
  })
  const timer = setTimeout(() => socket.terminate(), 1000)
  await closed
  clearTimeout(timer)
}

const worstSearches = [
  'a',
  '1',
  '槐',
  '槐树里',
  '%_%_%_%',
  '\\\\\\\\',
  '\'"();--',
  '１２３',
  '号楼'.repeat(20),
  'a'.repeat(40),
  '.*'.repeat(20),
  '🏠'.repeat(20),
]
const worstDates = ['1900-01-01', '2999-12-31', '+010000-01-01', '2026-02-30', '0'.repeat(5000), '2026-13-01T99:99:99Z']

export const floods: readonly Flood[] = [
  uploads('one upload of 5 MB of false MP3 frames after another', falseFrames, 1),
  uploads('eight progressive photos of 64 megapixels at once', largePhoto, 8),
  uploads('four recordings of nested tables at once', nestedTables, 4),
  callers('/metrics'),
  callers('/readyz'),
  callers('/openapi.json'),
  callers('/v1/areas'),
  callers('/v1/categories'),
  callers('/v1/services'),
  callers('/nowhere'),
  callers('/'),
  {
    name: '119 nonsense sign-ins at once',
    run: (target) =>
      lanes(target, 119, () => {
        const body = JSON.stringify({ code: `nonsense ${randomUUID()}` })
        return ask(target, { method: 'POST', path: '/v1/sessions', headers: { authorization: '', ...json }, body })
      }),
  },
  ...Object.entries(bodies).map(([name, body]) => ({
    name: `JSON: ${name}, eight at once`,
    run: (target: Target) =>
      lanes(target, 8, (at) =>
        ask(target, { method: 'POST', path: at % 2 === 0 ? '/v1/requests' : '/v1/inbox/read', headers: json, body }),
      ),
  })),
  reads('searches', () =>
    worstSearches.flatMap((q) => ['buildings', 'services', 'branches'].map((what) => `/v1/${what}?q=${encodeURIComponent(q)}&limit=100`)),
  ),
  reads('dates and cursors', ({ gridCode }) =>
    worstDates.flatMap((day) => [
      `/v1/services/none/days?from=${encodeURIComponent(day)}&to=${encodeURIComponent(day)}`,
      `/v1/venues/none/month?from=${encodeURIComponent(day)}`,
      `/v1/requests?after=${'A'.repeat(200)}`,
      `/v1/grids/${gridCode}?${'a=1&'.repeat(1500)}`,
      `/v1/grid-at?lng=117.${'9'.repeat(20)}&lat=37.${'9'.repeat(20)}`,
    ]),
  ),
  ...wordFloods,
  { name: 'eight endless bodies', run: (target) => lanes(target, 8, () => endlessBody(target)) },
  { name: '64 sockets that never stop talking', run: (target) => lanes(target, 64, () => chattySocket(target)) },
]

/** Runs in a process of its own: what it costs to send a flood is not the API's. */
export async function flood(name: string, target: Target): Promise<void> {
  await floods.find((one) => one.name === name)?.run(target)
  agent.destroy()
  process.disconnect()
}
