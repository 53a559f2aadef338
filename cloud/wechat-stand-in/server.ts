import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../platform/process/clock'
import { refusal } from './protocol'
import type { Answer } from './protocol'
import { signIns } from './sign-in'
import { checkText } from './text-check'
import { accessTokens } from './tokens'

/** A fault of the next call of a path: an error code, a body that is not JSON, a reset connection, no answer. */
type Fault = { path: string } & ({ errcode: number; errmsg?: string } | { body: string } | { reset: true } | { silent: true })

export interface StandInOptions {
  clock: Clock
  appid: string
  secret: string
  /** Port; 0, the default, uses a free one. */
  port?: number
  /** The openid WeChat DevTools signs in with under its tourist AppID. */
  devToolsOpenid?: string
}

export interface StandIn {
  /** Base address for the client. */
  url: string
  mintCode: (openid: string) => string
  /** Makes WeChat treat this person as high-risk. */
  block: (openid: string) => void
  /** Ends every access token, as a refresh by another environment would. */
  revokeTokens: () => void
  /** Queued faults; each is used once, in order. */
  faults: Fault[]
  /** Calls received, oldest first: `GET /sns/jscode2session`. */
  calls: string[]
  close: () => Promise<void>
}

const keptCalls = 1000

/**
 * Starts a server on the loopback in place of api.weixin.qq.com, for development and tests: its protocol, limits and states as far as they
 * are documented. It proves nothing about approvals, categories or what WeChat shows. Endpoints for people and tests: `POST /__/codes`,
 * `POST /__/faults`, `GET /__/calls`.
 */
export async function startStandIn({ clock, appid, secret, port = 0, devToolsOpenid }: StandInOptions): Promise<StandIn> {
  const codes = signIns(clock, { appid, secret }, devToolsOpenid)
  const tokens = accessTokens(clock, { appid, secret })
  const faults: Fault[] = []
  const calls: string[] = []

  const posted = (body: string, then: (parsed: Record<string, unknown>) => Answer): Answer => {
    if (body === '') return refusal(44002, 'empty post data')
    const parsed = parsedObject(body)
    return parsed === null ? refusal(47001, 'data format error') : then(parsed)
  }

  const routes: Record<string, { method: string; answer: (query: URLSearchParams, body: string) => Answer }> = {
    '/sns/jscode2session': { method: 'GET', answer: (query) => codes.exchange(query) },
    '/cgi-bin/token': { method: 'GET', answer: (query) => tokens.plain(query) },
    '/cgi-bin/stable_token': { method: 'POST', answer: (_, body) => posted(body, tokens.stable) },
    '/wxa/msg_sec_check': {
      method: 'POST',
      answer: (query, body) =>
        tokens.refused(query.get('access_token')) ?? posted(body, (parsed) => checkText(parsed, codes.visitedLately)),
    },
    '/__/codes': { method: 'POST', answer: (_, body) => posted(body, ({ openid }) => ({ code: codes.mint(String(openid)) })) },
    '/__/faults': { method: 'POST', answer: (_, body) => posted(body, (fault) => ({ queued: faults.push(fault as Fault) })) },
    '/__/calls': { method: 'GET', answer: () => ({ calls }) },
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
    const body = await bodyOf(request)
    if (!pathname.startsWith('/__/')) {
      calls.push(`${request.method} ${pathname}`)
      calls.splice(0, Math.max(0, calls.length - keptCalls))
      const at = faults.findIndex((fault) => fault.path === pathname)
      const [fault] = at < 0 ? [] : faults.splice(at, 1)
      if (fault !== undefined && 'silent' in fault) return
      if (fault !== undefined && 'reset' in fault) return void request.socket.resetAndDestroy()
      if (fault !== undefined && 'body' in fault) return void reply(response, fault.body)
      if (fault !== undefined) return void reply(response, JSON.stringify(refusal(fault.errcode, fault.errmsg ?? 'system error')))
    }
    const route = routes[pathname]
    if (route === undefined) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>')
    const answer = route.method === request.method ? route.answer(searchParams, body) : refusal(43002, `require ${route.method} method`)
    reply(response, JSON.stringify(answer))
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => request.socket.destroy()))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${taken}`,
    mintCode: codes.mint,
    block: codes.block,
    revokeTokens: tokens.revokeAll,
    faults,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** WeChat labels JSON as plain text, so clients must not rely on the content type. */
const reply = (response: ServerResponse, body: string) => response.writeHead(200, { 'content-type': 'text/plain' }).end(body)

const bodyLimit = 1_000_000

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bodyLimit) throw new Error('Body too large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsedObject(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}
