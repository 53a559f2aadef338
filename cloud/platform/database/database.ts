import { Kysely, sql, type KyselyConfig, type Transaction } from 'kysely'
import pg from 'pg'
import { codeOf } from '../process/fault-code'
import { problem, ProblemError } from '../process/problem'
import { within } from '../process/within'
import { Dialect } from './compiler'
import { beginGathering, markGathered, writeGathered } from './gathered-writes'
import { isOutdated, namedStatements } from './named-statements'
import type { DB } from './schema'

export type Db = Kysely<DB>
export type Tx = Kysely<DB> | Transaction<DB>

// int8 (counts and sequences) stays far below 2^53, so it is read as a number; a date stays text, because it is a calendar day and not an
// instant in the server's time zone.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.NUMERIC, Number)
types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface Database {
  db: Db
  pool: pg.Pool
  url: string
  close: () => Promise<void>
}

/** How long `close` waits for transactions in progress. */
const closeMs = 2000

interface Preparing {
  prepared?: boolean
  /** Hears once that a pooler loses prepared statements, in words for the log. */
  says?: (sentence: string) => void
}

/** Returns Kysely on a pool, with its statements prepared under names unless `prepared` is false. */
export const databaseOn = (pool: pg.Pool, { prepared = true, says, log }: Preparing & Pick<KyselyConfig, 'log'> = {}): Db =>
  new Kysely<DB>({ dialect: new Dialect({ pool: prepared ? namedStatements(pool, says) : pool }), log })

/** Opens a pool on `url`. Statements end after 15 s, a transaction left idle after 30 s. */
export function openDatabase(url: string, { max = 16, ...preparing }: { max?: number } & Preparing = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'doorstep',
    types,
  })
  // A connection that breaks (the server restarted) is replaced at its next use. Without a listener the error would end the process: the
  // pool hears it for idle connections only, and one in the middle of a transaction has nobody while no statement runs.
  pool.on('error', () => undefined)
  const clients = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    clients.add(client)
  })
  pool.on('remove', (client) => clients.delete(client))
  const db = databaseOn(pool, preparing)
  return {
    db,
    pool,
    url,
    async close() {
      if (await within(closeMs, db.destroy())) return
      // Whoever still waits for a statement waits no longer: the transaction is rolled back.
      await within(closeMs, Promise.all([...clients].map((client) => (client as pg.PoolClient & pg.Client).end())))
    },
  }
}

const sqlState = (fault: unknown): string | null =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(fault.code)
    ? fault.code
    : null

const retried = new Set(['40001', '40P01'])

/** Thrown in a transaction that another overtook, after which its own first look no longer holds: it is run again. */
export class Overtaken extends Error {
  constructor(what: string) {
    super(`Another transaction came first: ${what}`)
  }
}

const bearsRepeating = (fault: unknown) => retried.has(sqlState(fault) ?? '') || isOutdated(fault) || fault instanceof Overtaken

/**
 * Runs `work` in one transaction, writes what it gathered, and commits it; retries, at most four runs in all, when PostgreSQL aborted it
 * because of a concurrent transaction (40001, 40P01), it was `Overtaken`, or a prepared statement was outdated. Values PostgreSQL cannot
 * store (class 22) become `badInput`.
 */
export async function inTransaction<T>(db: Db, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (tx) => {
        beginGathering(tx)
        const done = await work(tx)
        await writeGathered(tx)
        return done
      })
    } catch (fault) {
      if (bearsRepeating(fault) && attempt < 4) continue
      throw asProblem(fault)
    }
  }
}

/** True when the database is unreachable or has no connection left; pg reports some of these only by message. */
const isLostConnection = (fault: unknown) =>
  fault instanceof Error &&
  (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/.test(
    fault.message,
  ) ||
    ('syscall' in fault && (fault.syscall === 'connect' || fault.syscall === 'read' || fault.syscall === 'write')))

/**
 * Returns the code of a fault that means the database itself is away (not reachable, restarting, out of connections) or cannot write (a full
 * or broken disk, a standby); null for every other fault, a statement that took too long among them.
 */
export function outageCode(fault: unknown): string | null {
  if (fault instanceof ProblemError) return fault.cause === undefined ? null : outageCode(fault.cause)
  const state = sqlState(fault)
  if (state !== null) return /^(08|53|57P0[1-5]|58030|25006)/.test(state) ? state : null
  const ofFile = codeOf(fault) === 'ENOSPC' || codeOf(fault) === 'EIO'
  return isLostConnection(fault) && !ofFile ? codeOf(fault) : null
}

/**
 * Maps PostgreSQL errors to problems, the one place that does; returns anything else unchanged. A statement or transaction that timed out
 * (57014, 25P03) means a busy server, not an internal error.
 */
export function asProblem(fault: unknown): unknown {
  if (fault instanceof ProblemError) return fault
  const state = sqlState(fault)
  if (state?.startsWith('22')) return problem('badInput')
  if (outageCode(fault) !== null || isLostConnection(fault) || bearsRepeating(fault) || /^(57P|57014|25P03)/.test(state ?? ''))
    return new ProblemError('unavailable', {}, fault)
  return fault
}

/**
 * Runs one statement in a savepoint; when it violates the unique index `constraint` (Citus adds `_<shard>` to the name), the statement is
 * rolled back and the result of `otherwise` is returned. Without the savepoint the whole transaction would fail.
 */
export async function onUnique<T>(
  tx: Tx,
  constraint: string,
  statement: (tx: Tx) => Promise<T>,
  otherwise: () => T | Promise<T>,
): Promise<T> {
  if (!tx.isTransaction) {
    try {
      return await statement(tx)
    } catch (fault) {
      if (breaksUnique(fault, constraint)) return otherwise()
      throw fault
    }
  }
  await sql`savepoint on_unique`.execute(tx)
  const putBackGathered = markGathered(tx)
  try {
    const done = await statement(tx)
    await sql`release savepoint on_unique`.execute(tx)
    return done
  } catch (fault) {
    if (!breaksUnique(fault, constraint)) throw fault
    await sql`rollback to savepoint on_unique`.execute(tx)
    putBackGathered()
    return otherwise()
  }
}

const breaksUnique = (fault: unknown, constraint: string) =>
  sqlState(fault) === '23505' &&
  fault instanceof Error &&
  'constraint' in fault &&
  typeof fault.constraint === 'string' &&
  fault.constraint.replace(/_\d+$/, '') === constraint.replace(/_\d+$/, '')
