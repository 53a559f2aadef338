import pg from 'pg'
import { uuidv7 } from '../platform/process/ids'

interface Statement {
  text: string
  values: unknown[]
  /** What it returned first, when it was recorded. */
  row: Record<string, unknown> | undefined
}

/** What one call asks of the database, in order: session, gate, transaction, rows, commit. */
export type Recording = Statement[]

type Query = (...asked: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** Runs `work` and keeps every statement any connection of this process sent meanwhile. */
export async function record(work: () => Promise<unknown>): Promise<Recording> {
  const { prototype } = pg.Client
  const plain = Reflect.get(prototype, 'query') as Query
  const kept: Recording = []
  Reflect.set(prototype, 'query', async function recorded(this: pg.Client, ...asked: unknown[]) {
    const [text, values, done] = asked
    const answer = await plain.apply(this, asked)
    // A statement answered by callback is not a call's: the pool's own.
    if (typeof done === 'function') return answer
    if (typeof text === 'string') kept.push({ text, values: Array.isArray(values) ? values : [], row: answer.rows[0] })
    return answer
  })
  try {
    await work()
  } finally {
    Reflect.set(prototype, 'query', plain)
  }
  return kept
}

/** Numbers from here on were set up to be recognised: counters the database moves, such as a conversation's seq. */
export const marked = 1_000_000

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const number = /\d{7,}/g

/**
 * Sends the recorded statements again on one connection, as another person: `instead` names what stands for whom, ids the call
 * made are made anew, and counters are those the database now returns. So the same SQL does the same work on other rows.
 */
export async function replay(client: pg.PoolClient, statements: Recording, instead: ReadonlyMap<string, string>): Promise<void> {
  const fresh = new Map<string, string>()
  const counted = new Map<string, string>()
  const known = new Set<string>()
  const idFor = (id: string) => {
    if (known.has(id)) return id
    const made = fresh.get(id) ?? uuidv7()
    fresh.set(id, made)
    return made
  }
  const other = (text: string) => {
    const replaced = instead.get(text)
    if (replaced !== undefined) return replaced
    return text
      .replace(uuid, (id) => instead.get(id) ?? idFor(id))
      .replace(number, (digits) => counted.get(digits) ?? instead.get(digits) ?? digits)
  }
  const asNow = (value: unknown): unknown => {
    if (typeof value === 'string') return other(value)
    if (typeof value === 'number') return Number(counted.get(String(value)) ?? value)
    return Array.isArray(value) ? value.map(asNow) : value
  }
  for (const { text, values, row } of statements) {
    const { rows } = await client.query<Record<string, unknown>>(text, values.map(asNow))
    for (const [column, was] of Object.entries(row ?? {})) {
      const is = rows[0]?.[column]
      if (typeof was === 'number' && was >= marked && typeof is === 'number') counted.set(String(was), String(is))
      // An id that came out of the database before it went in is not the call's to make.
      if (typeof was === 'string' && was.length === 36 && !fresh.has(was)) known.add(was)
    }
  }
}
