import pg from 'pg'

/** A statement as it was sent. */
interface Statement {
  text: string
  values: unknown[]
  /** The first row it returned when it was recorded. */
  row: Record<string, unknown> | undefined
}

/** The statements of one request, in order: session, transaction, rows, commit. */
export type Recording = Statement[]

type Query = (...asked: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** Runs `work` and records every statement that any connection of this process sends meanwhile. */
export async function record(work: () => Promise<unknown>): Promise<Recording> {
  const { prototype } = pg.Client
  const plain = Reflect.get(prototype, 'query') as Query
  const kept: Recording = []
  Reflect.set(prototype, 'query', async function recorded(this: pg.Client, ...asked: unknown[]) {
    const answer = await plain.apply(this, asked)
    const [, , done] = asked
    const sent = statementOf(asked)
    // A statement with a callback belongs to the pool itself, not to a request.
    if (sent !== null && typeof done !== 'function') kept.push({ ...sent, row: answer.rows[0] })
    return answer
  })
  try {
    await work()
  } finally {
    Reflect.set(prototype, 'query', plain)
  }
  return kept
}

/** Returns what was asked of pg: a text and its values, apart or (a named statement) in one object; null for anything else. */
function statementOf([first, second]: unknown[]): Pick<Statement, 'text' | 'values'> | null {
  const { text, values }: { text?: unknown; values?: unknown } =
    typeof first === 'object' && first !== null ? first : { text: first, values: second }
  return typeof text === 'string' ? { text, values: Array.isArray(values) ? values : [] } : null
}
