import { NotificationKind, Target } from '@doorstep/contract/notifications'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { batchJob, type Context, type Jobs } from '../platform/context/call'
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
})
type Told = v.InferOutput<typeof Told>

/** Delivers notifications, to staff at the account that is theirs now; those without one are told nothing. */
async function deliverAll(context: Context, told: readonly Told[]): Promise<void> {
  const codes = told.flatMap(({ staffCode }) => staffCode ?? [])
  const accounts = await store.accountsOfStaff(context.tx, context.districtId, codes)
  const items = told.flatMap(({ accountId, staffCode = null, at, ...said }) => {
    const account = accountId ?? accounts.get(staffCode ?? '')
    return account === undefined ? [] : [{ ...said, accountId: account, staffCode, at: new Date(at) }]
  })
  await deliver(context, items)
}

export const notificationJobs: Jobs = { notify: batchJob(Told, deliverAll) }
