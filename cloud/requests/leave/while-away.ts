import { askedKey, standInsOf } from '../../grids/api'
import type { Case } from '../case/case-store'
import type { NotifyContext } from '../case/notify'
import { reassignable } from '../actions/handover'
import { handOnFor } from './hand-on'

/**
 * Returns a request with somebody at work: one that ends at `dueAt`, in a leave of its handler, is handed on. When the leave began it could
 * still wait, or was somebody else's.
 */
export async function notWithTheAbsent(context: NotifyContext, row: Case, dueAt: Date): Promise<Case> {
  if (row.handler_code === null || !reassignable.includes(row.state)) return row
  const asked = { staffCode: row.handler_code, gridCode: row.grid_code }
  const cover = (await standInsOf(context.tx, context.districtId, [asked], context.clock.now())).get(askedKey(asked))
  return cover === undefined || cover.until <= dueAt ? row : handOnFor(context, row, cover, { isTold: true })
}
