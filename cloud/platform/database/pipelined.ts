import { sql, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type { Writable } from 'node:stream'
import type pg from 'pg'

const mark = '/* unanswered */'
/**
 * Stands in a statement whose rows and counts nobody reads (`modifyEnd`). In a transaction it is sent together with the next one that is
 * read, or with the commit; when it fails, that one fails with its fault.
 */
export const unanswered = sql.raw(mark)

type Ask = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>

/** A pool of connections that are asked by text. */
export interface AskedPool {
  connect: () => Promise<AskedClient>
  end: () => Promise<void>
}
interface AskedClient {
  ask: Ask
  /** Keeps what is written to the server until `uncork`, so that it goes in one packet. */
  socket: Pick<Writable, 'cork' | 'uncork'>
  release: () => void
}

const nothing: pg.QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }

/**
 * Returns the pool as Kysely uses it, with fewer waits for the database: `begin` and unanswered statements go with the statement behind
 * them, which PostgreSQL runs in that order (pipeline mode; its connections need `pipeline: true`).
 */
export function pipelined(pool: AskedPool): PostgresPool {
  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect()
    // Kysely asks by text; by a cursor only for streams, which need a dialect with cursors.
    const query = heldBack(client) as unknown as PostgresPoolClient['query']
    return { query, release: client.release }
  }
  return { connect, end: pool.end }
}

/** Returns what asks on one connection, holding back what needs no answer of its own. */
function heldBack({ ask, socket }: AskedClient): Ask {
  let inTransaction = false
  let held: [text: string, values: readonly unknown[]][] = []

  return async (text, values) => {
    if (text === 'begin' || text.startsWith('start transaction')) inTransaction = true
    if (text === 'begin' || (inTransaction && text.endsWith(mark))) {
      held.push([text, values])
      return nothing
    }
    if (text === 'commit' || text === 'rollback') {
      const unsent = held[0]?.[0] === 'begin' && (text === 'rollback' || held.length === 1)
      const over = !inTransaction
      inTransaction = false
      if (text === 'rollback') held = []
      if (unsent || over) {
        held = []
        return nothing
      }
    }
    const before = held
    held = []
    socket.cork()
    const asked = [...before, [text, values] as const].map(([one, of]) => ask(one, of))
    socket.uncork()
    const answers = await Promise.allSettled(asked)
    // The first fault is the cause: behind it PostgreSQL only says that the transaction is aborted.
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
    const last = answers.at(-1)
    return last?.status === 'fulfilled' ? last.value : nothing
  }
}
