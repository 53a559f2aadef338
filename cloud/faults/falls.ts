import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { killFamily } from '../testing/app/api-process'
import type { Scene } from './scene'

/** One way to fall: what is done to the running API and its database. Only a process that was killed itself is started again by a hand. */
export interface Fall {
  name: string
  /** True when answers were lost for certain, so that the writers had to retry. */
  interrupts: boolean
  /** True when only the long form and `npm run chaos` play it. */
  isLong?: true
  /** Does it; returns when the last blow fell (`performance.now()`): from then on it counts how soon the API answers again. */
  run: (scene: Scene) => Promise<number>
}

/** Kills or signals one process now. */
function blow(pid: number, signal: 'SIGKILL' | 'SIGINT' | 'SIGTERM'): number {
  process.kill(pid, signal)
  return performance.now()
}

/** The API process is killed; the service manager starts it again. */
const apiKilled: Fall = {
  name: 'kill -9 of the API',
  isLong: true,
  interrupts: true,
  async run(scene) {
    await scene.api.kill()
    const at = performance.now()
    await scene.restart()
    return at
  },
}

/** The postmaster alone is killed, then its children notice it: the API starts it again. */
const postmasterKilled: Fall = {
  name: 'kill -9 of the postmaster',
  interrupts: true,
  run: async (scene) => blow(await scene.postmaster(), 'SIGKILL'),
}

/** Everything falls at once, as when the power fails. */
const allKilled: Fall = {
  name: 'kill -9 of the API and its whole database',
  interrupts: true,
  async run(scene) {
    await Promise.all([scene.api.kill(), scene.postmaster().then(killFamily)])
    const at = performance.now()
    await scene.restart()
    return at
  },
}

/** An administrator ends every connection, again and again, so that some are in the middle of a transaction. */
const backendsEnded: Fall = {
  name: 'pg_terminate_backend of every connection, five times',
  interrupts: false,
  async run({ database }) {
    for (let time = 1; time <= 5; time += 1) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(
        database.db,
      )
      await wait(100)
    }
    return performance.now()
  },
}

/** One backend is killed: PostgreSQL ends all the others and recovers. */
const backendKilled: Fall = {
  name: 'kill -9 of one backend',
  isLong: true,
  interrupts: true,
  async run({ database }) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where application_name = 'doorstep' and pid <> pg_backend_pid() order by backend_start limit 1`.execute(
      database.db,
    )
    for (const { pid } of rows) blow(pid, 'SIGKILL')
    return performance.now()
  },
}

/** PostgreSQL is stopped in good order, as for a restart: SIGINT ends the connections, SIGTERM waits for them. */
const stopped = (signal: 'SIGINT' | 'SIGTERM'): Fall => ({
  name: `an ordinary restart of PostgreSQL (${signal})`,
  interrupts: true,
  ...(signal === 'SIGINT' ? { isLong: true } : {}),
  run: async (scene) => blow(await scene.postmaster(), signal),
})

export const falls: readonly Fall[] = [
  apiKilled,
  postmasterKilled,
  backendsEnded,
  allKilled,
  backendKilled,
  stopped('SIGINT'),
  stopped('SIGTERM'),
]
