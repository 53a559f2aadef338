import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database/database'
import type { Clock } from '../process/clock'
import { uuidv7 } from '../process/ids'
import * as store from './lanes-store'
import type { Lane } from './lanes-store'

/** How long a lease lasts without renewal, and the pause between renewals: what a killed process held is free within four seconds. */
const leaseMs = 4000
const renewMs = 1000
/** The end of a lease that was given back: long ago on any clock, also on one that was set back since. */
const released = new Date(0)

interface LaneLeases {
  /** Takes a lane and keeps it until it is released, while the process lives; false when another process has it. */
  take: (lane: Lane) => Promise<boolean>
  /** True while the lease runs. It ends by itself when it could not be renewed in time; another process may have the lane then. */
  holds: (lane: Lane) => boolean
  release: (lane: Lane) => Promise<void>
}

/** Returns the leases of this process. They are renewed every second, however long a job takes. */
export function laneLeases({ db, clock, log }: { db: Db; clock: Clock; log: FastifyBaseLogger }): LaneLeases {
  const holder = uuidv7()
  /** The end of each lease, by district and kind. */
  const held = new Map<number, Map<string, Date>>()
  let timer: NodeJS.Timeout | null = null
  let renewal: Promise<unknown> = Promise.resolve()

  async function renew(): Promise<void> {
    for (const [districtId, lanes] of held) {
      const until = new Date(clock.now().getTime() + leaseMs)
      const kinds = [...lanes.keys()]
      const kept = new Set(await store.leaseUntil(db, districtId, kinds, { holder, until }))
      for (const kind of kinds) {
        if (!kept.has(kind)) lanes.delete(kind)
        else if (lanes.has(kind)) lanes.set(kind, until)
      }
    }
  }
  const renewLater = () => {
    timer ??= setTimeout(() => {
      timer = null
      renewal = renew()
        .catch((fault: unknown) => log.warn({ err: fault }, 'leases of jobs not renewed'))
        .finally(() => held.size > 0 && renewLater())
    }, renewMs)
  }
  const forget = ({ districtId, kind }: Lane) => {
    const lanes = held.get(districtId)
    lanes?.delete(kind)
    if (lanes?.size === 0) held.delete(districtId)
    if (held.size > 0 || timer === null) return
    clearTimeout(timer)
    timer = null
  }

  return {
    async take(lane) {
      const now = clock.now()
      const until = new Date(now.getTime() + leaseMs)
      if (!(await store.takeLane(db, lane, { holder, until }, now))) return false
      held.set(lane.districtId, (held.get(lane.districtId) ?? new Map<string, Date>()).set(lane.kind, until))
      renewLater()
      return true
    },
    holds: ({ districtId, kind }) => (held.get(districtId)?.get(kind) ?? released) > clock.now(),
    async release(lane) {
      forget(lane)
      // A renewal under way must not come after the end.
      await renewal
      await store.leaseUntil(db, lane.districtId, [lane.kind], { holder, until: released })
    },
  }
}
