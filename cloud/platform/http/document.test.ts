import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { serveDocument } from './document'

test('the description is turned into bytes once, not for every caller', async () => {
  const sent: unknown[] = []
  const server = fastify()
  server.addHook('onSend', (_request, _reply, payload, done) => {
    sent.push(payload)
    done()
  })
  serveDocument(server, () => Promise.resolve({ 名: '家门口' }))
  const answers = [await server.inject({ url: '/openapi.json' }), await server.inject({ url: '/openapi.json' })]
  expect(answers.map((answer) => answer.json<unknown>())).toEqual([{ 名: '家门口' }, { 名: '家门口' }])
  expect(sent).toEqual([expect.any(Buffer), expect.any(Buffer)])
  expect(sent[1]).toBe(sent[0])
  await server.close()
})

test.each([
  ['gzip, deflate, br', true],
  ['br;q=1.0, gzip;q=0.8', true],
  ['gzip;q=0', false],
  ['identity', false],
])('whoever accepts %s gets it packed: %s', async (accepted, isPacked) => {
  const server = fastify()
  serveDocument(server, () => Promise.resolve({ 名: '家门口' }))
  const asks = (headers: Record<string, string>) =>
    server.inject({ url: '/openapi.json', headers: { 'accept-encoding': accepted, ...headers } })
  const first = await asks({})
  const text = isPacked ? gunzipSync(first.rawPayload).toString('utf8') : first.body
  expect(JSON.parse(text)).toEqual({ 名: '家门口' })
  expect(first.headers).toMatchObject({ vary: 'accept-encoding', ...(isPacked ? { 'content-encoding': 'gzip' } : {}) })
  const again = await asks({ 'if-none-match': String(first.headers.etag) })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  await server.close()
})
