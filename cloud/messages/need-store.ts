import { sql, type Insertable } from 'kysely'
import type { Tx } from '../platform/database/database'
import type { ReplyWaiver } from '../platform/database/schema'
import { messageColumns, type MessageFacts } from './messages-store'

/** Stores when the team said that it saw what waits; null once there is more that it has not seen. */
export async function setAcknowledged(tx: Tx, districtId: number, conversationId: string, at: Date | null): Promise<void> {
  await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', conversationId)
    .set({ acknowledged_at: at })
    .execute()
}

/** Returns what was said last before a message, by either side. */
export function saidBefore(tx: Tx, districtId: number, conversationId: string, seq: number): Promise<MessageFacts | undefined> {
  return tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '<', seq)
    .where('side', '!=', 'system')
    .select(messageColumns)
    .orderBy('seq', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst()
}

/** Stores that what a resident wrote needs no answer. */
export async function insertWaiver(tx: Tx, districtId: number, waiver: Omit<Insertable<ReplyWaiver>, 'district_id'>): Promise<void> {
  await tx
    .insertInto('reply_waiver')
    .values({ ...waiver, district_id: districtId })
    .execute()
}
