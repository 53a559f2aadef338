import type { Insertable } from 'kysely'
import { saveClocks } from '../../clocks/api'
import { awayTime } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import type { Request } from '../../platform/database/schema'
import type { Case } from '../case/case-store'
import { notifyFiled } from '../case/notify'
import { newReportNumber, nextNumber } from '../case/number'
import { insertRequest, type EventFile, type StoredRequest } from '../case/requests-store'
import { headOf, nextEvent, saveEvent, type Byline, type ChainedEvent } from '../case/timeline'
import { promiseOf } from '../case/transitions'
import type { CaseClock } from '../deadlines/case-clocks'
import { receiverOf } from '../people/people'
import { genesis } from '../proof/chain'
import { directed, give } from '../units/parts'
import type { StoredCategory } from './categories'

type Reckoned = 'district_id' | 'id' | 'number' | 'state' | 'handler_code' | 'unit_code' | 'excluded_handlers' | 'updated_at'
type Columns = Omit<Insertable<Request>, Reckoned | keyof ReturnType<typeof headOf> | keyof ReturnType<typeof promiseOf>> &
  Pick<StoredRequest, 'kind' | 'anonymous'>

/** A request that begins: filed by somebody, or cut out of another (拆分). */
export interface Beginning {
  id: string
  category: StoredCategory
  clocks: readonly CaseClock[]
  content: Record<string, unknown>
  files: readonly EventFile[]
  /** Who may not handle it. */
  barred: readonly string[]
  /** Who begins it, asked for once its number is counted. */
  by: () => Promise<Byline>
  columns: Columns
}

/** Numbers a request, gives it to whoever receives it, writes it with its clocks and its first event, and tells them. */
export async function openCase(
  acting: Acting,
  { id, category, clocks, content, files, barred, by, columns }: Beginning,
): Promise<{ filed: StoredRequest; event: ChainedEvent; absences: Case['absences'] }> {
  const { tx, districtId, clock } = acting
  const { kind, anonymous, grid_code: gridCode } = columns
  const { number, absences } = kind === 'report' ? await newReportNumber(acting, gridCode) : await nextNumber(acting, gridCode)
  // The grid is locked, and the number brought along what changed until then: who receives the request is on duty to the end.
  const giving = await directed(acting, { kind, category_code: category.code, grid_code: gridCode, anonymous })
  const given = giving?.row?.atFiling === true ? giving : null
  const excluded = [...barred]
  const handler =
    given === null ? await receiverOf(acting, { grid_code: gridCode, excluded_handlers: excluded, anonymous }, absences) : null
  const event = nextEvent(acting, { id, last_seq: 0, head: genesis }, { did: 'filed', state: 'submitted', by: await by(), content, files })
  const now = clock.now()
  const filed = await insertRequest(tx, {
    ...columns,
    district_id: districtId,
    id,
    number,
    state: 'submitted',
    handler_code: handler,
    unit_code: given?.unit.code ?? null,
    excluded_handlers: JSON.stringify(barred),
    ...headOf(event),
    ...promiseOf(clocks, now),
    updated_at: now,
  })
  await saveClocks(acting, { kind: 'request', id }, [], [...clocks])
  await saveEvent(acting, id, event)
  if (given !== null) await give(acting, { id, parts: [] }, category, given)
  await notifyFiled(acting, filed)
  return { filed, event, absences: absences.map(awayTime) }
}
