import autocannon from 'autocannon'
import type pg from 'pg'
import type { Asked } from './scenarios'

export interface Figure {
  perSecond: number
  p99Ms: number
}

const warmUpSeconds = 1

/**
 * Sends HTTP requests over `connections` connections at once. Throws on any unexpected answer, because a fast refusal is not a valid
 * measurement.
 */
export async function overHttp(
  url: string,
  asks: () => Asked,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Figure> {
  const run = (duration: number) =>
    autocannon({ url, connections, duration, requests: [{ setupRequest: (request) => ({ ...request, ...asks() }) }] })
  await run(warmUpSeconds)
  const result = await run(seconds)
  if (result.errors > 0 || result.non2xx > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed of ${result.requests.total}: ${asks().path}`)
  return { perSecond: result['2xx'] / result.duration, p99Ms: result.latency.p99 }
}

/** Does the same work directly on the database, on every connection of the pool at once. */
export async function onThePool(
  pool: pg.Pool,
  connections: number,
  work: (client: pg.PoolClient) => Promise<void>,
  seconds: number,
): Promise<Figure> {
  const took: number[] = []
  const lane = async (until: number, keep: boolean) => {
    const client = await pool.connect()
    try {
      for (let from = performance.now(); from < until;) {
        await work(client)
        const now = performance.now()
        if (keep) took.push(now - from)
        from = now
      }
    } finally {
      client.release()
    }
  }
  const lanes = (duration: number, keep: boolean) => {
    const until = performance.now() + duration * 1000
    return Promise.all(Array.from({ length: connections }, () => lane(until, keep)))
  }
  await lanes(warmUpSeconds, false)
  const begun = performance.now()
  await lanes(seconds, true)
  const lasted = (performance.now() - begun) / 1000
  took.sort((a, b) => a - b)
  return { perSecond: took.length / lasted, p99Ms: took[Math.ceil(took.length * 0.99) - 1] ?? 0 }
}
