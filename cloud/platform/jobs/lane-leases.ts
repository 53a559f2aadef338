import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database/database'
import { uuidv7 } from '../process/ids'
import * as store from './lanes-store'
import type { Lane } from './lanes-store'

/** Milliseconds between renewals. */
const renewMs = 1000
/** The end of a lease on this process's own scale, which nobody sets; counted from before the database was asked, so never too late. */
const endFromNow = () => performance.now() + store.leaseMs

interface LaneLeases {
  /** Takes a lane and keeps it until it is released, while the process lives; false when another process has it. */
  take: (lane: Lane) => Promise<boolean>
  /** True while the lease runs. It ends by itself when it could not be renewed in time; another process may have the lane then. */
  holds: (lane: Lane) => boolean
  release: (lane: Lane) => Promise<void>
}

/** Returns the leases of this process. They are renewed every second, however long a job takes. */
export function laneLeases({ db, log }: { db: Db; log: FastifyBaseLogger }): LaneLeases {
  const holder = uuidv7()
  /** The end of each lease, by district and kind. */
  const held = new Map<number, Map<string, number>>()
  let timer: NodeJS.Timeout | null = null
  let renewal: Promise<unknown> = Promise.resolve()

  async function renew(): Promise<void> {
    for (const [districtId, lanes] of held) {
      const until = endFromNow()
      const kinds = [...lanes.keys()]
      const kept = new Set(await store.setLeases(db, districtId, kinds, { holder, ends: false }))
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
      const until = endFromNow()
      if (!(await store.takeLane(db, lane, holder))) return false
      held.set(lane.districtId, (held.get(lane.districtId) ?? new Map<string, number>()).set(lane.kind, until))
      renewLater()
      return true
    },
    holds: ({ districtId, kind }) => (held.get(districtId)?.get(kind) ?? -Infinity) > performance.now(),
    async release(lane) {
      forget(lane)
      // A renewal under way must not come after the end.
      await renewal
      await store.setLeases(db, lane.districtId, [lane.kind], { holder, ends: true })
    },
  }
}
