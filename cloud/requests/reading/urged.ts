import { timeOfDay } from '@doorstep/contract/time-words'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { readByStaff } from '../../notifications/api'
import type { Acting } from '../../platform/context/call'
import { problem, type ProblemError } from '../../platform/process/problem'
import { dayOf } from '../../platform/time/calendar'
import type { Case } from '../case/case-store'
import { notificationKey } from '../case/notify'
import { standingUrge, urgesOn } from '../case/urging'
import { staffLabelOf } from '../people/people'

type Urged = NonNullable<RequestDetail['urged']>

/** Returns when and by whom the notification of an event was read first of all: by the handler; null until then. */
async function seenBy({ tx, districtId }: Acting, row: Case, seq: number): Promise<Urged['seen']> {
  if (row.handler_code === null) return null
  const at = await readByStaff(tx, districtId, row.handler_code, notificationKey(row, String(seq)))
  const label = at === null ? null : await staffLabelOf(tx, districtId, row.handler_code, row.grid_code)
  return at === null || label === null ? null : { by: label.publicName, at: at.toISOString() }
}

/** Returns the urge to be shown, and who has seen it; null when there is none. */
export async function urgedView(acting: Acting, row: Case): Promise<RequestDetail['urged']> {
  const urge = standingUrge(row, acting.clock.now())
  return urge === null ? null : { at: urge.at.toISOString(), seen: await seenBy(acting, row, urge.seq) }
}

/** Returns the refusal of one urge too many in a day, with who has seen the last. */
export async function urgedAlready(acting: Acting, row: Case): Promise<ProblemError> {
  const urge = urgesOn(row, dayOf(acting.clock.now())).at(-1)
  const seen = urge === undefined ? null : await seenBy(acting, row, urge.seq)
  return problem('urgedToday', seen === null ? {} : { detail: `已经催过了，${seen.by} ${timeOfDay(seen.at)} 看到` })
}
