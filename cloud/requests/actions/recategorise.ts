import type { requestMachine } from '@doorstep/contract/requests/machine'
import { kindNames } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import { clipped } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import { promiseOf } from '../case/transitions'
import { answerClock, dueBy, stateClock } from '../deadlines/case-clocks'
import { recomputed, type TimeRule } from '../deadlines/recomputed'
import { categoryByCode, type StoredCategory } from '../filing/categories'
import { directed, give, openLead, undecidedOf, type Giving } from '../units/parts'

interface Input {
  acting: Acting
  row: Case
}

/**
 * 改类别: puts a request into another category of its kind. Its times are reckoned anew by the rule of that category, from when they began;
 * the directory decides again which unit it goes to, unless somebody dispatched it.
 */
export async function recategorise(
  { acting, row }: Input,
  { categoryCode, reason }: v.InferOutput<typeof requestMachine.recategorise.body>,
) {
  const { tx, districtId, clock } = acting
  const from = await categoryByCode(tx, districtId, row.category_code)
  const to = fitting(row, from, await categoryByCode(tx, districtId, categoryCode))
  const giving = await directedAnew(acting, row, to)
  const isOther = giving !== null && giving.unit.code !== row.unit_code
  // Who the directory names again goes on with it, and so does a dispute about whether it is theirs.
  if (giving !== null && (isOther || undecidedOf(row) === undefined)) await give(acting, row, to, giving)
  const now = clock.now()
  const outside = row.outside_number === null || row.outside_due === null ? null : { number: row.outside_number, dueAt: row.outside_due }
  const anew = recomputed({ ...row, outside }, timeRule(to, giving), now)
  // Of what was merged into it the promises stand: the earliest that can still be kept rules, as when it was merged.
  const owed = row.children.flatMap(({ promised_at: at, promise_paused: paused }) =>
    at !== null && !paused && at > now ? [at.getTime()] : [],
  )
  const clocks = owed.length === 0 ? anew : dueBy(anew, new Date(Math.min(...owed)))
  const answerBy = stateClock(clocks)?.kind === 'acceptance' ? answerClock(clocks)?.dueAt : promiseOf(clocks, now).promised_at
  return {
    content: {
      text: reason,
      from: from?.name ?? '',
      to: to.name,
      ...(answerBy && { answerBy: answerBy.toISOString() }),
      ...(isOther && { unit: giving.unit.name }),
    },
    text: `改到“${to.name}”，因为${clipped(reason, 50)}`,
    restored: { clocks, closedAt: row.closed_at },
    changes: { category_code: to.code, ...(isOther && { unit_code: giving.unit.code, handler_code: null }) },
  }
}

/** Returns the category where a request may be put into it. */
function fitting({ kind, category_code: code }: Case, from: StoredCategory | null, to: StoredCategory | null): StoredCategory {
  const refused = (hint: string) => badField('categoryCode', hint)
  if (to === null || to.retired_at !== null) throw refused('没有这个类别，请重新选')
  if (to.code === code) throw refused('已经是这个类别了，请选别的')
  if (!to.kinds.includes(kind)) throw refused(`“${to.name}”不能按${kindNames[kind]}提交，请换一个`)
  if (to.emergency !== null) throw refused('紧急的事请直接打电话，不能改到这个类别')
  if (from !== null && from.emergency !== null) throw refused('紧急的事不改类别，请照原来的时限办')
  return to
}

/** Returns what the directory says of the new category; null where it says nothing, or somebody decided already. */
async function directedAnew(acting: Acting, row: Case, to: StoredCategory): Promise<Giving | null> {
  const lead = openLead(row)
  if (lead?.how === 'staff' || lead?.how === 'decision') return null
  const said = await directed(acting, { ...row, category_code: to.code })
  // What nobody has accepted goes to a unit only where the directory says so from filing.
  const waits = stateClock(row.clocks)?.kind === 'acceptance' && lead === undefined
  return waits && said?.row?.atFiling !== true ? null : said
}

/** Returns the times of the category, with those of the directory's row in place of the handling where it has its own. */
const timeRule = ({ acceptance, handling, rule }: StoredCategory, giving: Giving | null): TimeRule =>
  giving?.row?.handling == null ? { acceptance, handling, rule } : { acceptance, handling: giving.row.handling, rule: giving.row.basis }
