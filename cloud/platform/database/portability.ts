/** One reason why a migration could not be distributed by district or would not run on PostgreSQL 15. */
export interface Breach {
  table: string
  says: string
}

/** SQL that PostgreSQL 15 does not support or that cannot be distributed, with the reason; comments are ignored. */
const forbidden: [RegExp, string][] = [
  [/\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b/i, 'triggers are not supported on distributed tables'],
  [/\bcreate\s+(or\s+replace\s+)?rule\b/i, 'rules are not supported on distributed tables'],
  [
    /\b(big|small)?serial\b|\bgenerated\s+(always|by\s+default)\s+as\s+identity\b|\bcreate\s+sequence\b/i,
    'ids are made in the application, never by a sequence',
  ],
  [/\buuidv7\s*\(|\buuidv4\s*\(/i, 'uuidv7() and uuidv4() are PostgreSQL 18'],
  [/\bvirtual\b/i, 'virtual columns are PostgreSQL 18'],
  [/\bwithout\s+overlaps\b/i, 'WITHOUT OVERLAPS is PostgreSQL 18'],
  [/\bjson_table\s*\(|\bmerge\s+into\b[\s\S]*\breturning\b|\bany_value\s*\(/i, 'PostgreSQL 16 and 17 syntax'],
]

/**
 * Checks a migration against what DESIGN requires of every table: `district_id` comes first in each primary key, unique key, foreign key,
 * exclusion constraint and unique index; no triggers, no sequences, nothing newer than PostgreSQL 15.
 */
export function breachesOf(migration: string): Breach[] {
  const sql = migration.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '')
  const general = forbidden.filter(([pattern]) => pattern.test(sql)).map(([, says]) => ({ table: '', says }))
  return [...general, ...statementsOf(sql).flatMap(breachesOfStatement)]
}

const statementsOf = (sql: string) => sql.split(';').map((statement) => statement.trim())

function breachesOfStatement(statement: string): Breach[] {
  const unique = /^create\s+unique\s+index\s+(?:if\s+not\s+exists\s+)?\S+\s+on\s+(\w+)\s*(?:using\s+\w+\s*)?\(([^)]*)\)/i.exec(statement)
  if (unique) return leads(unique[2]) ? [] : [{ table: unique[1] ?? '', says: `unique index (${unique[2] ?? ''})` }]
  const table = /^(?:create\s+table(?:\s+if\s+not\s+exists)?|alter\s+table(?:\s+only)?)\s+(\w+)/i.exec(statement)?.[1]
  if (table === undefined) return []
  const keys = [
    ...statement.matchAll(/\b(primary\s+key|unique|foreign\s+key|exclude\s+using\s+\w+)\s*(?:nulls\s+not\s+distinct\s*)?\(([^)]*)\)/gi),
  ]
  const outer = keys
    .filter(([, , columns]) => !leads(columns))
    .map(([, kind = '', columns = '']) => ({ table, says: `${kind.toLowerCase()} (${columns})` }))
  return [...outer, ...columnKeys(table, statement), ...withoutDistrict(table, statement)]
}

const leads = (columns: string | undefined) => /^\s*district_id\b/i.test(columns ?? '')

/** Checks key constraints written in a column definition: only `district_id` itself may have one. */
function columnKeys(table: string, statement: string): Breach[] {
  const columns = statement.split(/\n|,(?![^(]*\))/).map((line) => line.trim())
  return columns
    .filter((line) => /^\w+\s+\w+/.test(line) && !/^(primary|unique|foreign|exclude|check|constraint|create|alter)\b/i.test(line))
    .filter((line) => /\b(primary\s+key|unique|references)\b/i.test(line) && !/^district_id\b/i.test(line))
    .map((line) => ({ table, says: `a key beside a column: ${line}` }))
}

const withoutDistrict = (table: string, statement: string): Breach[] =>
  /^create\s+table/i.test(statement) && !/\bdistrict_id\s+integer\s+(not\s+null|primary\s+key)/i.test(statement)
    ? [{ table, says: 'no district_id integer not null' }]
    : []
