import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '@doorstep/contract/endpoints'
import { photoMegabytes, photosPerCase } from '@doorstep/contract/rules'
import { hourMs } from '@doorstep/contract/time-words'
import type {} from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import pLimit, { type Limit } from 'p-limit'
import type { Upload } from '../context/call'
import { incomingPath } from '../files/incoming'
import { diskLimits, freeBytes } from '../process/disk'
import { codeOf } from '../process/fault-code'
import { badField, problem } from '../process/problem'

/** Uploads that may be received at once, all accounts together; further ones are refused. Those that wait in their account's line hold none. */
const mostUploads = 64

/** Least an upload under way brings in each stretch of time: one over a bad line takes minutes, one that stands still holds no place. */
const leastPace: Pace = { bytes: 4096, everyMs: 30_000 }

interface Pace {
  bytes: number
  everyMs: number
}

type Brings = NonNullable<Endpoint['upload']>
interface Uploading {
  request: FastifyRequest
  reply: FastifyReply
  brings: Brings
  /** Whose line it waits in. */
  accountId: string
}
type Uploads = <T>(uploading: Uploading, serve: (upload: Upload) => Promise<T>) => Promise<T>

/**
 * Returns what receives uploads: one of an account at a time, the next ones waiting with their bodies unread, parts of a file and the joining
 * of them included. The bytes go to a file in `folder`, which is deleted when they were served. Throws `noRoom` when what may still come
 * would leave the database too little room.
 */
export function receiveUploads(folder: string, { most = mostUploads, free = freeBytes, pace = leastPace } = {}): Uploads {
  const lines = new Map<string, { limit: Limit; users: number }>()
  let all = 0
  return async (uploading, serve) => {
    const { accountId } = uploading
    const line = lines.get(accountId) ?? { limit: pLimit(1), users: 0 }
    if (line.users > photosPerCase) throw problem('tooMany', { retryAfter: 10 })
    lines.set(accountId, line)
    line.users += 1
    try {
      return await line.limit(async () => {
        if (all >= most) throw problem('unavailable', { retryAfter: 10 })
        all += 1
        try {
          refuseWithoutRoom(await free(folder), all)
          return await received(uploading, { folder, pace }, serve)
        } finally {
          all -= 1
        }
      })
    } finally {
      line.users -= 1
      if (line.users === 0) lines.delete(accountId)
    }
  }
}

/** Every upload under way may become as large as the largest photo. */
function refuseWithoutRoom(bytes: number, uploads: number): void {
  const afterwards = bytes - uploads * photoMegabytes * 1024 * 1024
  if (bytes < diskLimits.noUploads || afterwards < diskLimits.unready) throw problem('noRoom', { retryAfter: hourMs / 1000 })
}

async function received<T>(
  { request, reply, brings }: Uploading,
  { folder, pace }: { folder: string; pace: Pace },
  serve: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (brings === 'form' && !request.isMultipart()) throw noFile()
  // Whoever hung up while waiting: nothing would ever end the reading of a body that ended before it began. Where no bytes are to come, the
  // request is over once its JSON is read, and only the answer tells.
  if (brings === 'nothing' ? reply.raw.destroyed : request.raw.destroyed) throw incomplete()
  const left = new AbortController()
  reply.raw.once('close', () => left.abort())
  let size = 0
  let before = 0
  const slow = setInterval(() => {
    if (size - before < pace.bytes) request.raw.destroy()
    before = size
  }, pace.everyMs)
  const path = incomingPath(folder)
  try {
    const hash = createHash('sha256')
    async function* counted(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    }
    const body = await bodyOf(request, brings)
    if (body !== null) await pipeline(body, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 })).catch(brokenUpload)
    clearInterval(slow)
    if (body !== null && 'truncated' in body && body.truncated) throw problem('tooLarge')
    return await serve({ path, size, sha256: hash.digest('hex'), left: left.signal })
  } catch (fault) {
    throw isFull(fault) ? problem('noRoom', { retryAfter: 600 }) : fault
  } finally {
    clearInterval(slow)
    await rm(path, { force: true })
  }
}

/** Returns the bytes that a request brings; null when it brings none. */
async function bodyOf(request: FastifyRequest, brings: Brings): Promise<Readable | null> {
  if (brings === 'nothing') return null
  // JSON in the place of a part, or no body, is a part of no bytes: whoever knows how many it must have refuses it.
  if (brings === 'bytes') return request.body instanceof Readable ? request.body : null
  const part = await request.file().catch(brokenUpload)
  if (part?.fieldname !== 'file') throw noFile()
  return part.file
}

/** Whether the disk was full, while the file arrived or was written anew. */
const isFull = (fault: unknown) => codeOf(fault) === 'ENOSPC'

const incomplete = () => badField('file', '文件没有传完整，请再试一次')
const noFile = () => badField('file', '请选择一个文件')

/**
 * Maps errors of the multipart parser for a truncated or mislabelled body to bad input: they carry no status, but are the client's fault.
 */
const brokenUpload = (fault: Error): never => {
  throw 'statusCode' in fault || isFull(fault) ? fault : incomplete()
}
