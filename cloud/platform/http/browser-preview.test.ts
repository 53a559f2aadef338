import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { serveBrowserPreview } from './browser-preview'

test('a page of the preview runs only scripts of its own server and is shown in no other site’s frame; other files say nothing of it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'doorstep-preview-'))
  await writeFile(join(root, 'index.html'), '<!doctype html>')
  await writeFile(join(root, 'app.js'), '')
  const server = fastify()
  await serveBrowserPreview(server, root)
  for (const url of ['/', '/index.html']) {
    const { headers } = await server.inject({ url })
    expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'self'$/)
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  }
  expect((await server.inject({ url: '/app.js' })).headers).not.toHaveProperty('content-security-policy')
  await server.close()
  await rm(root, { recursive: true })
})
