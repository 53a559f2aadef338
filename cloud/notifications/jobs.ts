import { NotificationKind, Target } from '@doorstep/contract/notifications'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { batchJob, type Context, type Jobs } from '../platform/context/call'
import type { Tx } from '../platform/database/database'
import { deliver } from './deliver'
import * as store from './notifications-store'

const Told = v.object({
  accountId: v.optional(id),
  staffCode: v.optional(v.string()),
  key: v.string(),
  kind: NotificationKind,
  title: v.string(),
  text: v.string(),
  target: v.nullable(Target),
  at: instant,
  standIn: v.optional(v.object({ gridCode: v.string(), not: v.array(v.string()) })),
})
type Told = v.InferOutput<typeof Told>

/** What a higher room knows of who is away: returns the stand-in of each of those asked about, null for whoever is at work. */
interface Away {
  standInCodes: (
    tx: Tx,
    districtId: number,
    asked: readonly { staffCode: string; gridCode: string }[],
    at: Date,
  ) => Promise<(string | null)[]>
}

/** Returns what the stand-ins of those who are away now are told besides. */
async function toStandIns({ tx, districtId, clock }: Context, told: readonly Told[], { standInCodes }: Away): Promise<Told[]> {
  const covered = told.flatMap((one) =>
    one.staffCode === undefined || one.standIn === undefined ? [] : [{ one, asked: { staffCode: one.staffCode, ...one.standIn } }],
  )
  if (covered.length === 0) return []
  const codes = await standInCodes(
    tx,
    districtId,
    covered.map(({ asked }) => asked),
    clock.now(),
  )
  return covered.flatMap(({ one, asked }, n) => {
    const code = codes[n] ?? null
    return code === null || asked.not.includes(code) ? [] : [{ ...one, staffCode: code }]
  })
}

/** Delivers notifications, to staff at the account that is theirs now; those without one are told nothing. */
async function deliverAll(context: Context, given: readonly Told[], away: Away): Promise<void> {
  const told = [...given, ...(await toStandIns(context, given, away))]
  const codes = told.flatMap(({ staffCode }) => staffCode ?? [])
  const accounts = await store.accountsOfStaff(context.tx, context.districtId, codes)
  const items = told.flatMap(({ accountId, staffCode = null, at, key, kind, title, text, target }) => {
    const account = accountId ?? accounts.get(staffCode ?? '')
    return account === undefined ? [] : [{ key, kind, title, text, target, accountId: account, staffCode, at: new Date(at) }]
  })
  await deliver(context, items)
}

export const notificationJobs = (away: Away): Jobs => ({ notify: batchJob(Told, (context, told) => deliverAll(context, told, away)) })
