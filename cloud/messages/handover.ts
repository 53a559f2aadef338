import { notify } from '../notifications/api'
import type { Tx } from '../platform/database/database'
import { uuidv7 } from '../platform/process/ids'
import { dayMark } from '../platform/time/words'

export interface HandOverOfConversations {
  districtId: number
  gridCode: string
  toStaff: { code: string; name: string }
  now: Date
}

/**
 * Records in every conversation of the grid who looks after it from now on (交接). Conversations belong to the grid, so nothing is copied;
 * reply clocks keep running, and the new grid member is notified of how many residents wait. Order and last message of the lists stay
 * unchanged. Returns how many conversations moved. Residents are notified once by the handover, not here.
 */
export async function moveConversations(tx: Tx, { districtId, gridCode, toStaff, now }: HandOverOfConversations): Promise<number> {
  const moved = await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('last_seq', '>', 0)
    .set((conversation) => ({ last_seq: conversation('last_seq', '+', 1) }))
    .returning(['id', 'last_seq', 'waiting_since'])
    .execute()
  const lines = moved.map(({ id, last_seq }) => ({
    district_id: districtId,
    conversation_id: id,
    seq: last_seq,
    id: uuidv7(),
    side: 'system',
    kind: 'system',
    text: `从${dayMark(now)}起由${toStaff.name}负责本网格`,
    at: now,
  }))
  for (let from = 0; from < lines.length; from += linesPerStatement) {
    await tx
      .insertInto('message')
      .values(lines.slice(from, from + linesPerStatement))
      .execute()
  }
  const waiting = moved.filter(({ waiting_since }) => waiting_since !== null).length
  if (waiting > 0) {
    await notify(tx, {
      districtId,
      to: { staffCodes: [toStaff.code] },
      kind: 'task',
      title: `有 ${waiting} 位居民在等回复`,
      text: '交接到您名下的对话里有还没回复的消息，回复时限照旧计算。',
      target: { kind: 'grid', id: gridCode },
      key: `handover:${gridCode}:${now.toISOString()}:waiting`,
      at: now,
    })
  }
  return moved.length
}

/** Rows per insert: PostgreSQL allows at most 65,535 parameters per statement, and a row has eight. */
const linesPerStatement = 1000
