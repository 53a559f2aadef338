/** The types the bench uses of autocannon 9, which ships none. */
declare module 'autocannon' {
  export interface Request {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
  }
  interface Options {
    url: string
    connections: number
    /** Seconds. */
    duration: number
    requests: { setupRequest: (request: Request) => Request }[]
  }
  interface Result {
    '2xx': number
    non2xx: number
    errors: number
    duration: number
    requests: { average: number; total: number }
    latency: { p50: number; p99: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
