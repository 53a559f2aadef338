import type { FastifyServerOptions } from 'fastify'
import pg from 'pg'
import { logStream } from './log-stream'

/**
 * Returns logger options that keep personal data out of logs: a request is logged as its method, route and id (never its address, query or
 * body), a database error as its code and position (its message and detail may quote a value). A line about a fault that `isTold` knows is
 * left out: the outage it belongs to is logged once.
 */
export function loggerOptions(
  level: string,
  isTold: (fault: unknown) => boolean,
  stream: ReturnType<typeof logStream> | null = null,
): FastifyServerOptions['logger'] {
  if (level === 'silent') return false
  return {
    level,
    stream: stream ?? logStream(),
    base: { pid: process.pid },
    hooks: {
      logMethod(line, write) {
        const [what] = line as unknown[]
        if (typeof what === 'object' && what !== null && 'err' in what && isTold(what.err)) return
        write.apply(this, line)
      },
    },
    serializers: {
      req: (request: { method?: string; routeOptions?: { url?: string } }) => ({
        method: request.method,
        route: request.routeOptions?.url,
      }),
      err: describeError,
    },
  }
}

/** Returns the parts of an error that may be logged. */
export function describeError(fault: unknown): { type: string; message: string; stack: string; code?: string } {
  if (!(fault instanceof Error)) return { type: typeof fault, message: '', stack: '' }
  const stack = (fault.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n')
  if (fault instanceof pg.DatabaseError) {
    const { code, constraint, table } = fault
    return { type: 'DatabaseError', message: [table, constraint].filter(Boolean).join(' '), stack, ...(code ? { code } : {}) }
  }
  return { type: fault.name, message: fault.message, stack, ...('code' in fault ? { code: String(fault.code) } : {}) }
}
