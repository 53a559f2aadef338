import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { serveBrowserPreview } from './browser-preview'

let root: string
let server: FastifyInstance

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'doorstep-preview-'))
  await mkdir(join(root, 'js'))
  const files = {
    'index.html': '<!doctype html>',
    'index.html.br': 'small',
    'app.js': '',
    'js/app.0123abcd.js': 'long',
    'js/app.0123abcd.js.gz': 'short',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  server = fastify()
  await serveBrowserPreview(server, root)
})
afterAll(async () => {
  await server.close()
  await rm(root, { recursive: true })
})

test.each([
  ['/', ''],
  ['/index.html', ''],
  ['/', 'br'],
])(
  'the page %s runs only scripts of its own server, is shown in no other site’s frame and is asked for again (%s)',
  async (url, encoding) => {
    const { headers } = await server.inject({ url, headers: { 'accept-encoding': encoding } })
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'self'$/)
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['content-encoding']).toBe(encoding === '' ? undefined : encoding)
  },
)

test('other files say nothing of frames', async () => {
  expect((await server.inject({ url: '/app.js' })).headers).not.toHaveProperty('content-security-policy')
})

test.each([
  ['gzip', 'short'],
  ['identity', 'long'],
])('a script named by its content is kept for good, and sent as %s', async (encoding, body) => {
  const answer = await server.inject({ url: '/js/app.0123abcd.js', headers: { 'accept-encoding': encoding } })
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(answer.body).toBe(body)
})
