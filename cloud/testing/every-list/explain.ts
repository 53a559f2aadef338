import { sql } from 'kysely'
import type pg from 'pg'
import { databaseOn, type Database, type Db } from '../../platform/database/database'

/** A statement as it was sent. */
export interface Statement {
  text: string
  values: readonly unknown[]
}

export interface RecordedDatabase extends Database {
  /** Runs `work` and returns the statements sent meanwhile, in order. */
  during: (work: () => Promise<unknown>) => Promise<Statement[]>
}

/** Returns the same database, recording the statements sent to it. */
export function recorded(database: Database): RecordedDatabase {
  let sent: Statement[] = []
  const db = databaseOn(database.pool, {
    log({ query }) {
      sent.push({ text: query.sql, values: query.parameters })
    },
  })
  return {
    ...database,
    db,
    async during(work) {
      sent = []
      await work()
      return sent
    },
  }
}

/** The indexes a query plan uses, the tables it scans sequentially, and whether it sorts. */
export interface Plan {
  indexes: string[]
  readThrough: string[]
  sorts: boolean
  /** The same of the rows alone, without what subqueries select beside each. */
  ofRows: { indexes: string[]; sorts: boolean }
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Parent Relationship'?: string
  Plans?: PlanNode[]
}

/** PostgreSQL's answer to `explain (format json)`. */
interface Explained {
  'QUERY PLAN': [{ Plan: PlanNode }]
}

const withParts = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(withParts)]
/** Without what is selected beside the rows, in a subquery of its own: a count, a list as JSON. */
const withOwnParts = (node: PlanNode): PlanNode[] => [
  node,
  ...(node.Plans ?? []).filter((part) => !/^(Init|Sub)Plan$/.test(part['Parent Relationship'] ?? '')).flatMap(withOwnParts),
]

function planIn({ rows: [row] }: pg.QueryResult<Explained>): Plan {
  if (row === undefined) throw new Error('explain said nothing')
  const [{ Plan: top }] = row['QUERY PLAN']
  const nodes = withParts(top)
  return {
    ...usedBy(nodes),
    readThrough: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    ofRows: usedBy(withOwnParts(top)),
  }
}

const usedBy = (nodes: readonly PlanNode[]) => ({
  indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
  sorts: nodes.some((node) => /Sort$/.test(node['Node Type'])),
})

/** Returns PostgreSQL's plan of a statement with these values. */
export const planOf = async (pool: pg.Pool, { text, values }: Statement): Promise<Plan> =>
  planIn(await pool.query<Explained>(`explain (format json) ${text}`, [...values]))

/** Returns PostgreSQL's plan of a statement for whatever values, as a prepared statement is run from its sixth use. */
export async function genericPlanOf(pool: pg.Pool, text: string): Promise<Plan> {
  const count = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
  const client = await pool.connect()
  try {
    await client.query('set plan_cache_mode = force_generic_plan')
    await client.query(`prepare for_all as ${text}`)
    return planIn(
      await client.query<Explained>(`explain (format json) execute for_all(${Array.from({ length: count }, () => 'null').join(', ')})`),
    )
  } finally {
    client.release(true)
  }
}

export interface IndexRow {
  name: string
  table: string
  /** True when the index belongs to a primary key or unique constraint. */
  ofKey: boolean
}

/** Returns every index of the migrated database, sorted by name. */
export async function indexesOf(db: Db): Promise<IndexRow[]> {
  const { rows } = await sql<IndexRow>`
    select i.relname as name, t.relname as table,
      exists (select from pg_constraint c where c.conindid = i.oid and c.contype in ('p', 'u')) as "ofKey"
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and t.relname not like 'kysely%'
    order by i.relname`.execute(db)
  return rows
}

/** Returns the tables with more rows than may be scanned for a page, by the planner's own count. */
export async function filledTables(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 1000`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
