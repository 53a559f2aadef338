import fastify from 'fastify'
import { problem } from '../process/problem'
import { handleProblems } from './problems-http'

test('a problem that says when to try again has it in the header Retry-After, in whole seconds, and not in its body', async () => {
  const server = fastify()
  handleProblems(server)
  server.get('/busy', () => {
    throw problem('unavailable', { retryAfter: 2.2 })
  })
  const { statusCode, headers, body } = await server.inject('/busy')
  expect({ statusCode, after: headers['retry-after'] }).toEqual({ statusCode: 503, after: '3' })
  expect(Object.keys(JSON.parse(body) as object)).toEqual(['type', 'title', 'status', 'code', 'detail', 'requestId'])
})
