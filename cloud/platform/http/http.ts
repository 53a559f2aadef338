import type { Endpoint, Method } from '@doorstep/contract/endpoints'
import { isTooOld } from '@doorstep/contract/client-versions'
import { Problem } from '@doorstep/contract/problems'
import { dayOf } from '@doorstep/contract/time-words'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { isOneOf, visitor, type Visitor } from '../process/actor'
import { Raw, type RoomRoutes, type Upload } from '../context/call'
import { districtOf } from '../database/districts'
import { refuseFarDates } from './far-dates'
import { stretchOf } from './byte-range'
import { gatewayOpenidOf } from './request-hooks'
import { command, concurrencyLimit, read, submitOf, type Asked, type Serving } from './execute'
import { hashOf, isKey, readKey } from './idempotency'
import { replySchema, successSchema } from './json-schema'
import { fieldOf, recallOf } from './replay'
import { problem } from '../process/problem'
import { tokenOf, addressOf, type MeteredAs, type RateLimit } from './rate-limit'
import { callerOfToken, isSignedOut, type Caller } from '../database/session'
import { receiveUploads } from './uploads'
import { parse } from './validation'
import { guardCodes } from './wrong-codes'

/** Sign-ins in progress at once: a burst of them, each with WeChat's answer to wait for, must not hold up those who are signed in. */
const signInsAtOnce = 16

/**
 * Registers a Fastify route for every declared endpoint. Checks run in this order: rate limit, the client's version, district, session,
 * role, input, wrong codes; then the handler.
 */
export function serveRooms(app: FastifyInstance, rooms: readonly RoomRoutes[], serving: Serving, rateLimit: RateLimit): void {
  const guarded = guardCodes(serving)
  const district = districtOf(serving.db)
  const uploads = receiveUploads(serving.deps.incoming)
  const signIns = concurrencyLimit(signInsAtOnce)
  for (const { table, handlers } of rooms) {
    for (const [key, endpoint] of Object.entries(table)) {
      const handler = handlers[key]
      if (handler === undefined) throw new Error(`No handler for ${key}`)
      const { method, url } = routeOf(key)
      const status = successOf(endpoint)
      const recall = recallOf(key, endpoint, rooms)
      const route: RouteOptions = {
        method,
        url,
        schema: { response: responses(endpoint, status) },
        config: { meteredAs: meteredAs(key, endpoint), takesFile: endpoint.upload === 'form' || endpoint.upload === 'bytes' },
        handler: async (request, reply) => {
          refuseOldClient(request.headers['x-client-version'])
          const districtId = await district(request.headers['x-district'], fieldOf(request.query, 'd'))
          const caller = await callerOf(request, endpoint, { method, districtId, serving, rateLimit })
          const { actor } = caller
          const serve = async (upload?: Upload) => {
            const asked = askedOf(request, { key, endpoint, caller, now: serving.clock.now() }, upload)
            const inCount = <T>(work: () => Promise<T>) => guarded(key, asked, addressOf(request), work)
            if (method === 'GET') {
              const value = await inCount(() => read(serving, handler, asked))
              return actor.accountId === null ? answerPublic(reply, value, serving.clock.now()) : answer(reply, 200, value)
            }
            const run = () => command(serving, handler, asked, { status, recall })
            const done = await inCount(() => (isSignIn(key) ? signIns(run) : run()))
            return answer(reply, done.status, done.reply)
          }
          const { upload: brings } = endpoint
          return brings ? uploads({ request, reply, brings, accountId: actor.accountId ?? addressOf(request) }, serve) : serve()
        },
      }
      if (endpoint.upload === 'bytes') takeBytes(app, route)
      else app.route(route)
    }
  }
}

/** Refuses a mini-program too old to understand the answers; who names no version (a wall display, a program) is served. */
function refuseOldClient(version: string | string[] | undefined): void {
  if (typeof version === 'string' && isTooOld(version)) throw problem('clientTooOld')
}

/** Adds a route that takes bytes as they are: in a scope of its own, so that no other reads them for its input. */
function takeBytes(app: FastifyInstance, route: RouteOptions): void {
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', (_request, bytes, parsed) => parsed(null, bytes))
    scope.route(route)
    done()
  })
}

/** Converts an endpoint key to Fastify's form: `GET /v1/requests/{id}` → `/v1/requests/:id`. */
export function routeOf(key: string): { method: Method; url: string } {
  const [method, path] = key.split(' ') as [Method, string]
  return { method, url: path.replace(/\{(\w+)\}/g, ':$1') }
}

/** Returns the one success status of this endpoint. */
export const successOf = ({ replies }: Endpoint): 200 | 201 | 204 => ('200' in replies ? 200 : '201' in replies ? 201 : 204)

const isSignIn = (key: string) => key === 'POST /v1/sessions'

/** Returns what an anonymous request to this endpoint counts as: a file is opened by its link, without a token. */
function meteredAs(key: string, { replies }: Endpoint): MeteredAs {
  if (isSignIn(key)) return 'signIn'
  return '200' in replies && replies[200].type === 'any' ? 'link' : 'read'
}

/** Returns the response schemas by status; an endpoint that answers with a file has no JSON schema. */
function responses(endpoint: Endpoint, status: 200 | 201 | 204): Record<string, unknown> {
  const schema = successSchema(endpoint)
  const whole = schema === null || schema.type === 'any' ? {} : { [status]: replySchema(schema) }
  return { ...whole, '4xx': problemSchema, '5xx': problemSchema }
}
const problemSchema = replySchema(Problem)

/** Somebody who has not signed in. */
interface Unknown {
  actor: Visitor
}

interface Calling {
  method: Method
  districtId: number
  serving: Serving
  rateLimit: RateLimit
}

/**
 * Returns the caller after checking the session and the role. This runs before input validation, so that an unauthorised caller learns
 * nothing from field errors.
 */
async function callerOf(
  request: FastifyRequest,
  endpoint: Endpoint,
  { method, districtId, serving, rateLimit }: Calling,
): Promise<Caller | Unknown> {
  const { db, clock, openidOf } = serving
  const token = tokenOf(request)
  const mark = request.headers['idempotency-key']
  const key = method !== 'GET' && endpoint.idempotent !== false && isKey(mark) ? mark : undefined
  const caller = token === undefined ? null : await callerOfToken(db, clock, districtId, { token, key, openidOf })
  const open = endpoint.who.includes('anyone')
  if (caller === null) {
    // Signing in again must work with an expired token still attached; a read with one must fail, or the caller's own data would silently
    // be missing.
    if (request.headers.authorization !== undefined && !(open && method !== 'GET')) {
      if (token !== undefined) await rateLimit.refused(request, token)
      throw problem(token !== undefined && (await isSignedOut(db, districtId, token)) ? 'sessionEnded' : 'badToken')
    }
    if (!open) throw problem('signInNeeded')
    return { actor: visitor(districtId) }
  }
  if (token !== undefined) await rateLimit.accepted(request, token)
  if (!isOneOf(caller.actor, endpoint.who)) throw problem('notYourRole')
  return caller
}

interface To {
  key: string
  endpoint: Endpoint
  caller: Caller | Unknown
  now: Date
}

function askedOf(request: FastifyRequest, { key, endpoint, caller, now }: To, upload?: Upload): Asked {
  const params = endpoint.params && parse(endpoint.params, request.params)
  const query = endpoint.query && parse(endpoint.query, request.query)
  const body = endpoint.body && parse(endpoint.body, request.body ?? {})
  if (endpoint.query) refuseFarDates(endpoint.query, query, now)
  if (endpoint.body) refuseFarDates(endpoint.body, body, now)
  const mark = readKey(request.headers['idempotency-key'])
  const submit = request.method === 'GET' ? null : submitOf(key, endpoint, mark, hashOf(params, query, body, upload?.sha256))
  return {
    remembered: null,
    openid: null,
    ...caller,
    // A file may take minutes to arrive, and reference data may move meanwhile.
    ...(upload && { versions: undefined }),
    log: request.log,
    gatewayOpenid: gatewayOpenidOf(request.headers),
    input: { params, query, body, ...(upload ? { upload } : {}) },
    submit,
  }
}

function answer(reply: FastifyReply, status: number, value: unknown): FastifyReply | Promise<FastifyReply> {
  if (value instanceof Raw) return answerRaw(reply, status, value)
  reply.header('cache-control', 'no-store').code(status)
  return value === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(value)
}

/**
 * Answers a public read with an ETag, so that it is sent again only when it changed: a wall display requests every five seconds, all day.
 * The day is part of it, since times in sentences may be worded for whom the answer is sent to (`addRequestHooks`).
 */
function answerPublic(reply: FastifyReply, value: unknown, now: Date): FastifyReply | Promise<FastifyReply> {
  if (value instanceof Raw) return answerRaw(reply, 200, value)
  const etag = `"${hashOf(value, dayOf(now))}"`
  reply.headers({ etag, 'cache-control': 'no-cache', vary: 'authorization, x-district, x-times' })
  if (reply.request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.code(200).type('application/json; charset=utf-8').send(value)
}

/** Answers with bytes, or with the requested byte range: iOS plays a recording only from a server that supports ranges. */
async function answerRaw(reply: FastifyReply, status: number, { type, body, headers }: Raw): Promise<FastifyReply> {
  // Calendar apps poll, and devices keep photos: a client that already has this version gets 304.
  if (headers.etag !== undefined && reply.request.headers['if-none-match'] === headers.etag)
    return reply.type(type).headers(headers).code(304).send()
  if (typeof body !== 'function' && !Buffer.isBuffer(body)) return reply.type(type).headers(headers).code(status).send(body)
  // Opened before the headers of a success are set: the problem of a file that cannot be served has headers of its own.
  const bytes = Buffer.isBuffer(body) ? inMemory(body) : await body()
  reply.type(type).headers(headers).header('accept-ranges', 'bytes')
  const stretch = stretchOf(reply.request.headers.range, bytes.size)
  if (stretch === null) return reply.code(status).header('content-length', bytes.size).send(bytes.stream())
  const { from, to } = stretch
  return reply
    .code(206)
    .headers({ 'content-range': `bytes ${from}-${to}/${bytes.size}`, 'content-length': to - from + 1 })
    .send(bytes.stream(from, to))
}

const inMemory = (body: Buffer) => ({ size: body.length, stream: (from = 0, to = body.length - 1) => body.subarray(from, to + 1) })
