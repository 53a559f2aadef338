import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { buildApp } from '../app'
import { inFolder } from '../import/source/folder'
import { invitationsCsv } from '../import/write/handouts'
import { importDistrict } from '../import/write/import-district'
import { openDeps } from '../platform/context/deps'
import type { Database } from '../platform/database/database'
import { nextDue } from '../platform/jobs/lanes-store'
import { Personas } from '../platform/http/preview'
import { WrongSetting, readEnvironment } from '../platform/process/environment'
import { repositoryRoot } from '../platform/process/repository-root'
import { addDays, dayOf, instantOf } from '../platform/time/calendar'
import { roomJobs, roomOpenid, roomReference, roomRoutes } from '../rooms'
import { startStandIn } from '../wechat-stand-in/server'
import { clientOf } from './client'
import { episodes } from './life/episodes'
import { everybody, join as joinAll } from './people'
import { timeline, type Timeline } from './timeline'
import { worldOf } from './world'

interface Made {
  /** Calls of residents and staff. */
  calls: number
  /** What could not be done, in words; empty when everything was. */
  failed: string[]
  /** The invitation codes as CSV: those of staff who have not bound theirs are still good. */
  invitations: string
}

interface Making {
  database: Database
  /** The environment of the process: DEMO=1, no production, no AppID. */
  env: Record<string, string | undefined>
  /** The instant at which the life ends. */
  end: Date
  /** Hears of each step, and of the days of the life. */
  says: (sentence: string) => void
}

/** Days before today on which the district is imported and the life begins. */
const daysLived = 7
const identity = { appid: 'touristappid', secret: 'stand-in' }

/**
 * Makes the lived-in demo in an empty, migrated database: imports samples/ as of a week ago, then residents and staff live a week in the API,
 * over HTTP, under a clock that walks from act to act; jobs run on the way when they are due. Nothing is inserted.
 */
export async function makeDemo({ database, env, end, says }: Making): Promise<Made> {
  const asked = readEnvironment(env)
  if (!asked.DEMO || asked.WX_APPID !== '') throw new WrongSetting('The demo is made with DEMO=1 and without WX_APPID only.')
  const start = instantOf(addDays(dayOf(end), -daysLived), '06:00')
  // The clock is opened before what it counts the duties of.
  const duties = { next: (): Promise<Date | null> => Promise.resolve(null), run: (): Promise<unknown> => Promise.resolve() }
  let dayBefore = ''
  const time: Timeline = timeline({
    start,
    end,
    nextDuty: () => duties.next(),
    doDuties: () => duties.run(),
    moved(now) {
      const day = dayOf(now)
      if (day === dayBefore) return
      dayBefore = day
      says(`day ${daysLived + 1 - daysUntil(day, dayOf(end))} of ${daysLived + 1}, ${day}`)
    },
  })
  const { clock } = time
  const standIn = await startStandIn({ clock, ...identity })
  const environment = {
    ...asked,
    WX_APPID: identity.appid,
    WX_SECRET: identity.secret,
    WX_API_BASE: standIn.url,
    RATE_PER_MINUTE: 1_000_000,
  }
  const deps = await openDeps(environment, clock)
  const personas = v.parse(Personas, JSON.parse(await readFile(join(repositoryRoot(), 'samples', 'personas.json'), 'utf8')))

  says('importing samples/')
  const imported = await importDistrict(database.db, clock, inFolder(join(repositoryRoot(), 'samples')), { deps })
  if (imported.refused !== null) throw new Error('The import of samples/ was refused')
  const invitationRows = await invitationsCsv(database.db, clock, deps.keys, imported.districtId)
  const invitations = new Map(
    parse<Record<'staff_code' | 'invitation', string>>(invitationRows, { bom: true, columns: true }).map((row) => [
      row.staff_code,
      row.invitation,
    ]),
  )

  const people = everybody(personas, [...invitations.keys()])
  const app = await buildApp({
    database,
    clock,
    deps,
    rooms: roomRoutes,
    jobs: roomJobs,
    reference: roomReference,
    openidOf: roomOpenid,
    demo: { personas: people, mintCode: standIn.mintCode },
  })
  try {
    await app.server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.server.address() as AddressInfo
    const client = clientOf(`http://127.0.0.1:${port}`)
    says('residents join')
    const joined = await joinAll({ client, personas, invitations })
    duties.run = app.worker.runDue
    duties.next = () => nextDue(database.db, clock.now())
    for (const episode of episodes(worldOf(client, time, joined))) time.begin(episode)
    const failed = await time.live()
    return { calls: client.calls(), failed, invitations: invitationRows }
  } finally {
    await app.close()
    await deps.inspector.close()
    await standIn.close()
  }
}

const daysUntil = (day: string, end: string) => Math.round((Date.parse(end) - Date.parse(day)) / 86_400_000)
