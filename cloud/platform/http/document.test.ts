import fastify from 'fastify'
import { serveDocument } from './document'

test('the description is turned into bytes once, not for every caller', async () => {
  const sent: unknown[] = []
  const server = fastify()
  server.addHook('onSend', (_request, _reply, payload, done) => {
    sent.push(payload)
    done()
  })
  serveDocument(server, () => ({ 名: '家门口' }))
  const answers = [await server.inject({ url: '/openapi.json' }), await server.inject({ url: '/openapi.json' })]
  expect(answers.map((answer) => answer.json<unknown>())).toEqual([{ 名: '家门口' }, { 名: '家门口' }])
  expect(sent).toEqual([expect.any(Buffer), expect.any(Buffer)])
  expect(sent[1]).toBe(sent[0])
  await server.close()
})
