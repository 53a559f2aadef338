import { NotificationKind, Target } from '@doorstep/contract/notifications'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { JobContext, Jobs } from '../platform/context/call'
import { job } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
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

/** Delivers one notification. The inbox's unique key makes a second run change nothing. */
async function deliver({ tx, districtId, notifySockets }: JobContext, { accountId, staffCode, at, ...said }: v.InferOutput<typeof Told>) {
  const account = accountId ?? (staffCode === undefined ? null : await store.accountOfStaff(tx, districtId, staffCode))
  if (account === null) return
  const isNew = await store.putItem(tx, {
    ...said,
    districtId,
    accountId: account,
    staffCode: staffCode ?? null,
    id: uuidv7(),
    at: new Date(at),
  })
  if (isNew) notifySockets([`a:${account}`], { what: 'inbox' })
}

export const notificationJobs: Jobs = { notify: job(Told, deliver) }
