import { STATUS_CODES } from 'node:http'
import type { FastifyServerOptions } from 'fastify'
import { problem, problemBody } from '../process/problem'
import { uuidv7 } from '../process/ids'

/**
 * Answers what is no HTTP (a header too large, a broken line, one that never ends) with a problem, as everything else is answered, and hangs
 * up: where the next request would begin, nobody knows.
 */
export const answerClientFault: NonNullable<FastifyServerOptions['clientErrorHandler']> = (fault, socket) => {
  if (fault.code !== 'ECONNRESET' && socket.writable) {
    const said = problem(fault.code === 'HPE_HEADER_OVERFLOW' ? 'tooLarge' : 'badInput')
    const body = JSON.stringify(problemBody(said, uuidv7()))
    const head = [
      `HTTP/1.1 ${said.status} ${STATUS_CODES[said.status] ?? ''}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy(fault)
}
