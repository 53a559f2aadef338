import { Hint } from '@doorstep/contract/messages'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import pg from 'pg'
import * as v from 'valibot'
import type { Signal } from '../context/call'
import type { Tx } from '../database/database'

const channel = 'doorstep_hint'
/** Most bytes of a payload; PostgreSQL limits a NOTIFY payload to 8000. */
const mostBytes = 7500
const gatherMs = 10
const retryMs = 1000

const Sent = v.array(
  v.object({
    d: v.number(),
    to: v.array(v.string()),
    what: v.union([
      Hint,
      v.object({ what: v.literal('signedOut'), session: v.string() }),
      v.object({ what: v.literal('standing'), account: v.string() }),
    ]),
  }),
)
type Sent = v.InferOutput<typeof Sent>

type Listener = (districtId: number, to: readonly string[], what: Signal) => void

/** Accounts of one notification: an address, an id and names take about 140 bytes. */
const accountsAtOnce = 50
/** Addresses of one hint: each takes about 40 bytes. */
const addressesAtOnce = 100

/**
 * Tells every process, once the transaction commits, that the roles of some accounts ended: their sockets are closed at once. It is sent in
 * the transaction, because whoever ends roles may have no bus, and does so rarely.
 */
export async function announceStanding(tx: Tx, districtId: number, accountIds: readonly string[]): Promise<void> {
  for (let from = 0; from < accountIds.length; from += accountsAtOnce) {
    const hints: Sent = accountIds
      .slice(from, from + accountsAtOnce)
      .map((account) => ({ d: districtId, to: [`a:${account}`], what: { what: 'standing', account } }))
    await sql`select pg_notify(${channel}, ${JSON.stringify(hints)})`.execute(tx)
  }
}

/** Broadcasts changes to every process of this database. A hint may be lost (the database restarts); rows never are. */
export interface Bus {
  publish: (districtId: number, to: readonly string[], what: Signal) => void
  /** `onGap` is called when the bus hears again after an interruption, in which hints were lost. */
  subscribe: (listener: Listener, onGap?: () => void) => () => void
  close: () => Promise<void>
}

/**
 * Opens a bus by LISTEN/NOTIFY, coalesced: one NOTIFY per 10 ms, after commit, because a NOTIFY inside the writing transaction takes a
 * global lock at commit. Resolves once it listens.
 */
export async function openBus(pool: pg.Pool, url: string, log: FastifyBaseLogger): Promise<Bus> {
  const listeners = new Map<Listener, () => void>()
  let waiting: Sent = []
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let client: pg.Client | null = null

  async function flush() {
    timer = null
    const parts = packed(waiting)
    waiting = []
    for (const part of parts) {
      await pool.query('select pg_notify($1, $2)', [channel, part]).catch((fault: unknown) => log.warn({ err: fault }, 'hint lost'))
    }
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'doorstep-bus', keepAlive: true, connectionTimeoutMillis: 5000 })
    fresh.on('error', () => undefined)
    fresh.on('end', () => {
      if (!closed && client === fresh) again()
    })
    fresh.on('notification', ({ payload = '' }) => {
      for (const { d, to, what } of received(payload)) for (const listener of listeners.keys()) listener(d, to, what)
    })
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
    } catch (fault) {
      await fresh.end().catch(() => undefined)
      throw fault
    }
  }
  // A refused connection both rejects and emits `end`: only one retry is scheduled.
  let retry: NodeJS.Timeout | null = null
  const again = () => {
    retry ??= setTimeout(() => {
      retry = null
      if (!closed) listen().then(tellGap, again)
    }, retryMs).unref()
  }
  const tellGap = () => {
    for (const onGap of listeners.values()) onGap()
  }
  await listen()

  return {
    publish(districtId, to, what) {
      if (to.length === 0 || closed) return
      const leftOut = to.filter((address) => address.startsWith('-'))
      const told = to.filter((address) => !address.startsWith('-'))
      for (let from = 0; from < told.length; from += addressesAtOnce)
        waiting.push({ d: districtId, to: [...told.slice(from, from + addressesAtOnce), ...leftOut], what })
      timer ??= setTimeout(() => void flush(), gatherMs)
    },
    subscribe(listener, onGap = () => undefined) {
      listeners.set(listener, onGap)
      return () => void listeners.delete(listener)
    },
    async close() {
      if (timer !== null) clearTimeout(timer)
      if (waiting.length > 0) await flush()
      closed = true
      if (retry !== null) clearTimeout(retry)
      await client?.end().catch(() => undefined)
    },
  }
}

/** Parses the hints of a payload; ignores those of another version of the API, since a hint may be lost but must not end the process. */
function received(payload: string): Sent {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Sent), payload)
  return read.success ? read.output : []
}

/** Returns the hints as JSON texts that each fit a NOTIFY, without duplicates. */
function packed(hints: Sent): string[] {
  const texts = [...new Set(hints.map((hint) => JSON.stringify(hint)))]
  const parts: string[] = []
  for (const text of texts) {
    const last = parts.at(-1)
    if (last !== undefined && Buffer.byteLength(last) + Buffer.byteLength(text) < mostBytes) parts[parts.length - 1] = `${last},${text}`
    else if (Buffer.byteLength(text) < mostBytes) parts.push(text)
  }
  return parts.map((part) => `[${part}]`)
}
