import pLimit, { type Limit } from 'p-limit'
import { problem } from '../process/problem'

/** Requests that may wait, of one subject and of all; further ones are told to come back after some seconds. */
const waiting = { each: 50, all: 1000 } as const
const retryAfter = 5

type SlowLanes = <T>(subject: string, work: () => Promise<T>) => Promise<T>

/** Returns what serves the requests of each subject one after another, beside those of others. Throws `tooMany` when too many wait. */
export function slowLanes({ each, all }: { each: number; all: number } = waiting): SlowLanes {
  const lanes = new Map<string, { limit: Limit; users: number }>()
  let requests = 0
  return async (subject, work) => {
    const lane = lanes.get(subject) ?? { limit: pLimit(1), users: 0 }
    // One of them is served.
    if (lane.users > each || requests > all) throw problem('tooMany', { retryAfter })
    lanes.set(subject, lane)
    lane.users += 1
    requests += 1
    try {
      return await lane.limit(work)
    } finally {
      requests -= 1
      lane.users -= 1
      if (lane.users === 0) lanes.delete(subject)
    }
  }
}
