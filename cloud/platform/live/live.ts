import type { Hint } from '@doorstep/contract/messages'
import { callbackRoles, messageRoles, type StaffRole } from '@doorstep/contract/roles'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { WebSocket } from '@fastify/websocket'
import type { RawData } from 'ws'
import type { Actor } from '../process/actor'
import type { Bus } from './bus'
import type { Clock } from '../process/clock'
import type { Signal } from '../context/call'
import type { Db } from '../database/database'
import { redeemLiveTicket } from './live-tickets'
import { actorOfSession } from '../database/session'
import { boundFrames, goodbyeMs, part, sendBounded } from './socket-bounds'

const limits = { sockets: 10_000, perAccount: 5, firstFrameMs: 10_000, heartbeatMs: 25_000, recheckEvery: 12 }
/** Close codes a client can act on: sign in again, or retry later. */
const closing = { badTicket: 4401, tooMany: 4429, goingAway: 1001, failed: 1011 } as const

const FirstFrame = v.object({ ticket: v.pipe(v.string(), v.maxLength(100)) })

export interface Live {
  /** Registers a new socket; nothing is sent to it until its first frame brought a valid ticket. */
  accept: (socket: WebSocket) => void
  open: () => number
  close: () => void
}

/** Time over which the devices read again after the hints were interrupted. */
const spreadMs = 5000
/** Ends every socket of the server, greeted or not: those that do not answer the close within a second are cut off. */
export function endSockets({ websocketServer }: FastifyInstance, done: () => void): void {
  for (const socket of websocketServer.clients) socket.close(closing.goingAway)
  const late = setTimeout(() => {
    for (const socket of websocketServer.clients) socket.terminate()
  }, goodbyeMs)
  websocketServer.close(() => {
    clearTimeout(late)
    done()
  })
}

interface Open {
  socket: WebSocket
  actor: Actor
  alive: boolean
}

interface Parts {
  db: Db
  clock: Clock
  bus: Bus
  log: FastifyBaseLogger
  /** Whether the actor receives hints for an address that a room defines, by that room's own rule. */
  alsoHears: (actor: Actor, address: string) => boolean
}

/**
 * Manages the sockets of this process. Each receives hints for its account and, for staff, for codes in their areas and venues they manage,
 * but none that names them as somebody to leave out.
 */
export function liveSockets({ db, clock, bus, log, alsoHears }: Parts): Live {
  const sockets = new Set<Open>()
  let waiting = 0
  let beats = 0

  /** Ends a socket that counts no more from now on, however long its device takes to answer. */
  const end = (one: Open, code: number) => {
    sockets.delete(one)
    part(one.socket, code)
  }

  /** Tells each device to read again, spread over some seconds: hints may have been lost. */
  const readAgain = () => {
    for (const { socket } of sockets) {
      setTimeout(() => sendBounded(socket, JSON.stringify({ what: 'ready' } satisfies Hint)), Math.random() * spreadMs).unref()
    }
  }

  const unsubscribe = bus.subscribe((districtId, to, what) => {
    const text = JSON.stringify(what)
    // A hint to very many names their accounts: each socket looks itself up instead of reading them all.
    const accounts = new Set(to.filter((address) => address.startsWith('a:')))
    const others = to.filter((address) => !accounts.has(address))
    const isFor = (actor: Actor) =>
      !others.includes(`-s:${actor.staff?.code ?? ''}`) &&
      (accounts.has(`a:${actor.accountId}`) || others.some((address) => hears(actor, address, what) || alsoHears(actor, address)))
    for (const one of sockets) {
      if (one.actor.districtId !== districtId || !isFor(one.actor)) continue
      if (what.what === 'signedOut') {
        if (what.session === one.actor.sessionId) end(one, closing.badTicket)
      } else if (what.what === 'standing') {
        if (what.account === one.actor.accountId) end(one, closing.badTicket)
      } else sendBounded(one.socket, text)
    }
  }, readAgain)

  const heartbeat = setInterval(() => {
    beats += 1
    for (const one of sockets) {
      if (!one.alive) one.socket.terminate()
      else {
        one.alive = false
        one.socket.ping()
      }
    }
    if (beats % limits.recheckEvery === 0) void recheck()
  }, limits.heartbeatMs)
  heartbeat.unref()

  /** Closes or narrows sockets whose session expired, or whose end no hint told, within five minutes. */
  async function recheck() {
    for (const one of sockets) {
      const actor = await actorOfSession(db, clock, one.actor.districtId, one.actor.sessionId).catch(() => one.actor)
      if (actor === null) end(one, closing.badTicket)
      else one.actor = actor
    }
  }

  async function admit(socket: WebSocket, frame: string) {
    const first = v.safeParse(v.pipe(v.string(), v.parseJson(), FirstFrame), frame)
    const redeemed = first.success ? await redeemLiveTicket(db, clock, first.output.ticket) : null
    const actor = redeemed && (await actorOfSession(db, clock, redeemed.districtId, redeemed.sessionId))
    if (actor === null) {
      part(socket, closing.badTicket)
      return
    }
    // The socket may have closed while its ticket was looked up; no later event would report it.
    if (socket.readyState !== socket.OPEN) return
    const mine = [...sockets].filter((one) => one.actor.accountId === actor.accountId)
    for (const oldest of mine.slice(0, Math.max(0, mine.length + 1 - limits.perAccount))) end(oldest, closing.tooMany)
    const one: Open = { socket, actor, alive: true }
    sockets.add(one)
    socket.on('close', () => sockets.delete(one))
    socket.on('pong', () => (one.alive = true))
    socket.on('message', () => (one.alive = true))
    // What ended between the look-up and now was told to the sockets there were: this one was none of them.
    const still = await actorOfSession(db, clock, actor.districtId, actor.sessionId)
    if (still === null) {
      end(one, closing.badTicket)
      return
    }
    one.actor = still
    sendBounded(socket, JSON.stringify({ what: 'ready' } satisfies Hint))
  }

  return {
    open: () => sockets.size,
    accept(socket) {
      if (sockets.size + waiting >= limits.sockets) {
        part(socket, closing.tooMany)
        return
      }
      waiting += 1
      boundFrames(socket)
      const late = setTimeout(() => part(socket, closing.badTicket), limits.firstFrameMs)
      const settle = () => {
        clearTimeout(late)
        waiting -= 1
      }
      socket.once('close', settle)
      socket.once('message', (data: RawData) => {
        socket.off('close', settle)
        settle()
        admit(socket, textOf(data)).catch((fault: unknown) => {
          log.error({ err: fault }, 'socket not admitted')
          part(socket, closing.failed)
        })
      })
    },
    close() {
      clearInterval(heartbeat)
      unsubscribe()
    },
  }
}

/** Roles that may see what a hint to a grid is about; of any other hint, every role in that area. */
const sharers: Partial<Record<Signal['what'], readonly StaffRole[]>> = {
  conversation: messageRoles,
  request: [...messageRoles, ...callbackRoles],
}

const hears = (actor: Actor, address: string, { what }: Signal) =>
  (actor.staff !== null && address === `s:${actor.staff.code}`) ||
  (address.startsWith('g:') &&
    actor.grants.some(({ role, area }) => address.startsWith(area, 2) && (sharers[what]?.includes(role) ?? true)))

const textOf = (data: RawData) => (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8')
