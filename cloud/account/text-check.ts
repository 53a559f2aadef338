import type { Actor } from '../platform/process/actor'
import type { Context } from '../platform/context/call'
import type { Db } from '../platform/database/database'
import { badField } from '../platform/process/problem'
import * as store from './account-store'

/** A request before its transaction is open: WeChat's answer may take seconds. */
interface Asking extends Pick<Context, 'districtId' | 'deps'> {
  db: Db
  actor: Actor
}

/**
 * Checks by WeChat a text the caller is about to send. Only `risky` is refused, as `badInput` at the field `path`; `review`, which includes
 * no answer, passes: messages to a grid team are not published.
 */
export async function refuseRisky({ db, districtId, actor, deps }: Asking, text: string, path = 'text'): Promise<void> {
  const { suggest } = await deps.wechat.checkText(await store.openidOf(db, districtId, actor.accountId), 'social', text)
  if (suggest === 'risky') throw badField(path, '这段话里有微信不允许发送的内容，请修改后再发')
}
