import { createHash } from 'node:crypto'
import { sql, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { codeOf } from '../process/fault-code'

/**
 * Statement texts with a name at most. PostgreSQL keeps some 45 kB for each on every connection that used it: 250 are 11 MB a connection,
 * and 180 MB on sixteen.
 */
const mostNames = 250
/** The use of a text at which it gets a name: those asked all the time come first, and one asked now and then takes no name from them. */
const namedAtUse = 10
/** Rows of an insert with a name: every number of rows is a text of its own. */
const mostRows = 4

const rowsIn = (text: string) => (text.split(/\bvalues\b/i)[1] ?? '').split(/\),\s*\(/).length

/** Stands in a statement whose best plan depends on its values, such as counts over any places and days: it gets no name. */
export const plannedAnew = sql.raw('/* planned anew */ ')

/**
 * Whether a text may have a name: not one that selects `*` of a table (its rows change with a migration), has a list or many rows of values
 * of its own length, or no values; and not one with a limit in a parameter, whose plan for all limits would read a tenth of the rows.
 */
export const mayBeNamed = (text: string): boolean =>
  /\$1\b/.test(text) &&
  !/(select|returning|,|\.)\s*\*(?!\s*from \()/i.test(text) &&
  !/\bin \(\$\d|\blimit \$|\/\* planned anew \*\//i.test(text) &&
  rowsIn(text) <= mostRows

/** Returns a function that counts the uses of texts and returns the name of one, a short hash of it; null for a text without. */
export function statementNames({ most = mostNames, atUse = namedAtUse } = {}): (text: string) => string | null {
  const texts = new Map<string, { uses: number; name: string | null }>()
  let named = 0
  const remember = (text: string) => {
    if (texts.size >= most * 8) for (const [other, { name }] of texts) if (name === null) texts.delete(other)
    const one = { uses: 0, name: null as string | null }
    texts.set(text, one)
    return one
  }
  return (text) => {
    const one = texts.get(text) ?? remember(text)
    one.uses += 1
    if (one.uses === atUse && named < most && mayBeNamed(text)) {
      named += 1
      one.name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    }
    return one.name
  }
}

/**
 * True when a connection's prepared statement no longer fits: a migration changed its columns, or a pooler gave the statement's connection
 * to another client (26000: it is not there, 42P05: somebody else's is).
 */
export const isOutdated = (fault: unknown): boolean =>
  isOfPooler(fault) ||
  (codeOf(fault) === '0A000' && fault instanceof Error && 'routine' in fault && fault.routine === 'RevalidateCachedQuery')

const isOfPooler = (fault: unknown) => ['26000', '42P05'].includes(codeOf(fault))

/** Statements that a pooler lost, until the process sends no more names: connections behind it would be replaced without end. */
const mostLost = 3

/** Hears once that statements are sent without names from now on, in words for the log. */
type Says = (sentence: string) => void

/**
 * Returns the pool as Kysely uses it, with its statements prepared under names: PostgreSQL then parses each once a connection and, from the
 * sixth use, plans it no more. When one is outdated every connection opened until then is replaced; a statement outside a transaction is
 * sent again at once, a transaction is run again by `inTransaction`. Behind a pooler that keeps no prepared statements, names are given up.
 */
export function namedStatements(pool: pg.Pool, says?: Says): PostgresPool {
  const nameOf = statementNames()
  let generation = 0
  let lost = 0
  const generations = new WeakMap<pg.PoolClient, number>()
  const isOld = (client: pg.PoolClient) => generations.get(client) !== generation

  function countLost(): void {
    lost += 1
    if (lost !== mostLost) return
    says?.('The pooler before the database loses prepared statements; none are used from now on. Set DATABASE_PREPARED=0.')
  }

  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect()
    if (!generations.has(client)) generations.set(client, generation)
    if (isOld(client)) {
      client.release(true)
      return connect()
    }
    async function ask(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
      const name = lost < mostLost ? nameOf(text) : null
      try {
        return await client.query({ text, values: [...values], ...(name === null ? {} : { name }) })
      } catch (fault) {
        if (!isOutdated(fault)) throw fault
        if (!isOld(client)) {
          generation += 1
          if (isOfPooler(fault)) countLost()
        }
        if (client.getTransactionStatus() !== 'I') throw fault
        return client.query(text, [...values])
      }
    }
    // Kysely asks by text; by a cursor only for streams, which need a dialect with cursors.
    const query = ask as unknown as PostgresPoolClient['query']
    return { query, release: () => client.release(isOld(client)) }
  }
  return { connect, end: () => pool.end() }
}
