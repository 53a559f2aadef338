import type { FastifyInstance } from 'fastify'
import { badField, problem } from '../process/problem'

/** Bytes of a request's body. */
interface BodyLimits {
  json: number
  upload: number
  /** One part of a file. */
  part: number
}

/** What a form adds to the file in it: edges, headers and small fields. */
const formBytes = 64 * 1024

/** Returns whether a body of this type brings a file, or a part of one. */
export const bringsFile = (type = ''): boolean => isForm(type) || isBytes(type)
const isForm = (type: string) => type.toLowerCase().startsWith('multipart/')
const isBytes = (type: string) => type.toLowerCase().startsWith('application/octet-stream')

/**
 * Refuses a body that says it is too large before any of it is read, and a file that does not say how large it is: its parser reads on to
 * the end whatever was refused. Hangs up on whoever was answered while still sending a body of unknown length, which Node would read and discard
 * until the request times out.
 */
export function limitBodies(server: FastifyInstance, { json, upload, part }: BodyLimits): void {
  server.addHook('onRequest', ({ headers }, reply, done) => {
    const type = headers['content-type'] ?? ''
    const refusal =
      bringsFile(type) && headers['content-length'] === undefined ? badField('Content-Length', '没有说明文件有多大，请重新上传') : undefined
    const most = isForm(type) ? upload + formBytes : isBytes(type) ? part : json
    const isLarge = Number(headers['content-length'] ?? 0) > most
    if (isLarge) reply.header('connection', 'close')
    done(refusal ?? (isLarge ? problem('tooLarge') : undefined))
  })
  server.addHook('onSend', ({ raw }, reply, _payload, done) => {
    if (raw.headers['transfer-encoding'] !== undefined && !raw.complete) reply.header('connection', 'close')
    done()
  })
}
