import { cpus } from 'node:os'
import type { Figure } from './load'
import { size } from './town'

/** Load of each cell: connections, seconds, and pool size. */
export const load = { connections: 32, seconds: 5, pool: 16 } as const

export interface Row {
  name: string
  api: Figure
  bare: Figure
  sql: Figure
  statements: number
}

const whole = (n: number) => Math.round(n).toLocaleString('en-US')
const ms = (n: number) => n.toFixed(1)

/** Returns one Markdown table with the conditions of its measurements. */
export function table(rows: readonly Row[], version: string): string {
  const head = ['call', 'API /s', 'p99 ms', 'bare handler /s', 'p99 ms', 'same SQL /s', 'p99 ms', 'statements', 'API ÷ SQL']
  const lines = rows.map(({ name, api, bare, sql, statements }) => [
    name,
    whole(api.perSecond),
    ms(api.p99Ms),
    whole(bare.perSecond),
    ms(bare.p99Ms),
    whole(sql.perSecond),
    ms(sql.p99Ms),
    String(statements),
    (api.perSecond / sql.perSecond).toFixed(2),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? '---' : '---:'))),
    ...lines.map(line),
    '',
    `${load.connections} connections over HTTP on the loopback, ${load.seconds} s a cell after 1 s of warm-up; ${load.pool} database connections; ` +
      `${whole(size.grids)} grids, ${size.residents} residents with ${size.casesEach} cases each; ${version}, fsync on; Node ${process.version}, ` +
      `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}. Load, API and database share the machine; no job worker runs. “Same SQL” is every statement ` +
      `one call sends (session, idempotency and commit included), sent again for other people straight on the pool. A point is looked up in memory, so its SQL is only the rows around it.`,
  ].join('\n')
}
