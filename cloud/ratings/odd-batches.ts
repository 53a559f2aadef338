import type { Reply } from '@doorstep/contract/endpoints'
import type { ratingEndpoints } from '@doorstep/contract/ratings/endpoints'
import { oddReasons } from '@doorstep/contract/ratings'
import { supervisingRoles } from '@doorstep/contract/roles'
import { mostPageRows, oddOfHandler, oddOfRater } from '@doorstep/contract/rules'
import { instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { staffWith } from '../grids/api'
import { notify } from '../notifications/api'
import type { Acting, Context } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { areasOf } from '../platform/process/actor'
import { uuidv7 } from '../platform/process/ids'
import { minuteMs } from '../platform/time/calendar'
import { timeMark } from '../platform/time/words'
import { insertBatches, latestBatches, ratingsBetween } from './odd-batches-store'

export const oddJob = 'ratings.odd'
export const OddJob = v.object({ minute: instant })

const minuteOf = (at: Date) => new Date(Math.floor(at.getTime() / minuteMs) * minuteMs)

/** Looks at the ratings of this minute once it is over: one job a minute, however many rate. */
export async function lookForBatches({ tx, districtId, clock }: Acting): Promise<void> {
  const minute = minuteOf(clock.now())
  const key = minute.toISOString()
  await enqueue(tx, { districtId, kind: oddJob, key, payload: { minute: key }, dueAt: new Date(minute.getTime() + minuteMs) })
}

type Rated = Awaited<ReturnType<typeof ratingsBetween>>[number]

/** What makes ratings of one minute an odd batch: what they have in common, how many, and what is counted of them. */
const patterns = {
  handler: { of: ({ handler_code: code }: Rated) => code, most: oddOfHandler, counted: ({ request_id: id }: Rated) => id },
  account: { of: ({ account_id: account }: Rated) => account, most: oddOfRater, counted: ({ request_id: id }: Rated) => id },
  device: {
    of: ({ device, handler_code: code }: Rated) => (device === null || code === null ? null : `${device} ${code}`),
    most: oddOfRater,
    counted: ({ account_id: account }: Rated) => account,
  },
} as const satisfies Record<keyof typeof oddReasons, object>

/** Flags the odd batches among the ratings of a minute (异常评价) and tells the supervisors of each, once. */
export async function onOddMinute(context: Context, { minute }: v.InferOutput<typeof OddJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const from = new Date(minute)
  const rated = await ratingsBetween(tx, districtId, from, new Date(from.getTime() + minuteMs))
  const found = (Object.keys(patterns) as (keyof typeof patterns)[]).flatMap((why) => {
    const { of, most, counted } = patterns[why]
    return [...new Set(rated.map(of))].flatMap((about) => {
      const batch = rated.filter((one) => of(one) === about)
      const [first] = batch
      if (about === null || first === undefined || new Set(batch.map(counted)).size < most) return []
      const requests = batch.map(({ request_id: id, number, handler_code: handler }) => ({ id, number, handler }))
      const own = { district_id: districtId, id: uuidv7(), minute: from, why, about }
      return [{ ...own, grid_code: first.grid_code, requests: JSON.stringify(requests) }]
    })
  })
  if (found.length === 0) return
  for (const { id, grid_code: gridCode, why } of await insertBatches(tx, found)) {
    const batch = found.find((one) => one.id === id)
    const staffCodes = (await staffWith(tx, districtId, supervisingRoles, gridCode)).filter(
      (code) => why !== 'handler' || code !== batch?.about,
    )
    await notify(tx, {
      districtId,
      to: { staffCodes },
      kind: 'task',
      title: '有一批评价看起来不寻常',
      text: `${timeMark(from)}：${oddReasons[batch?.why ?? 'handler']}，请核对`,
      target: { kind: 'staffRatings', id: '' },
      key: `oddRatings:${id}`,
      at: clock.now(),
    })
  }
}

type Endpoint = (typeof ratingEndpoints.table)['GET /v1/staff/odd-ratings']

/** Returns the latest odd batches of the caller's areas: which cases, never who rated, and nothing of the caller's own replies. */
export async function oddBatches({ tx, districtId, actor }: Acting): Promise<Reply<Endpoint>> {
  const found = await latestBatches(tx, districtId, { areas: areasOf(actor, supervisingRoles), limit: mostPageRows })
  const rows = found.flatMap(({ id, minute, why, requests }) => {
    const others = requests.filter(({ handler }) => handler !== actor.staff?.code)
    if (others.length === 0) return []
    return [
      { id, at: minute.toISOString(), why, count: others.length, requests: others.map((one) => ({ id: one.id, number: one.number })) },
    ]
  })
  return { rows }
}
