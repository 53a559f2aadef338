import fastify from 'fastify'
import * as v from 'valibot'
import { buildApp } from '../app'
import { systemClock } from '../platform/process/clock'
import { openDatabase } from '../platform/database/database'
import { openDeps } from '../platform/context/deps'
import { readEnvironment } from '../platform/process/environment'
import { roomJobs, roomOpenid, roomReference, roomRoutes } from '../rooms'

export const Settings = v.object({
  /** Settings of the API process, besides defaults. */
  environment: v.record(v.string(), v.string()),
  pool: v.number(),
  /** One answer per scenario, which the bare handler returns. */
  replies: v.record(v.string(), v.object({ status: v.number(), body: v.string() })),
})
export const Ports = v.object({ api: v.number(), bare: v.number() })

/** Runs the process under load: the API, and a bare Fastify whose handlers only answer. Sends its ports to the parent process. */
export async function serve(settings: v.InferOutput<typeof Settings>): Promise<void> {
  const environment = readEnvironment(settings.environment)
  const database = openDatabase(environment.DATABASE_URL ?? '', { max: settings.pool })
  const { server } = await buildApp({
    database,
    clock: systemClock,
    deps: await openDeps(environment, systemClock),
    rooms: roomRoutes,
    jobs: roomJobs,
    reference: roomReference,
    openidOf: roomOpenid,
  })
  const bare = fastify({ logger: false })
  for (const [key, { status, body }] of Object.entries(settings.replies)) {
    const reply: unknown = JSON.parse(body)
    bare.route({ method: ['GET', 'POST'], url: `/${key}`, handler: (_request, answer) => answer.code(status).send(reply) })
  }
  const listen = { host: '127.0.0.1', port: 0 }
  const portOf = (address: string) => Number(new URL(address).port)
  const ports: v.InferOutput<typeof Ports> = { api: portOf(await server.listen(listen)), bare: portOf(await bare.listen(listen)) }
  process.send?.(ports)
}
