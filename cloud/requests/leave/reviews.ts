import { disputesBefore, updatePart } from '../../dispatch/api'
import { lockedCase } from '../case/case-store'
import type { NotifyContext } from '../case/notify'
import { reviewersOf } from '../people/people'
import { openLead } from '../units/parts'
import { tellReviewer } from '../units/tell'

/** Gives the disputes that somebody would have to decide, who is away or has left, to another reviewer, who is told. */
export async function handReviewsOn(context: NotifyContext, from: string): Promise<void> {
  const { tx, districtId } = context
  for (const id of new Set(await disputesBefore(tx, districtId, from))) {
    const row = await lockedCase(tx, districtId, id)
    const lead = row === null ? undefined : openLead(row)
    if (row === null || lead?.reviewer_code !== from || lead.disputed_at === null || lead.decided_at !== null) continue
    const reviewer = (await reviewersOf(context, row)).find((code) => code !== from) ?? null
    if (reviewer === null) continue
    await updatePart(tx, districtId, lead.id, { reviewer_code: reviewer })
    await tellReviewer(
      context,
      { ...row, parts: row.parts.map((part) => (part === lead ? { ...lead, reviewer_code: reviewer } : part)) },
      lead.dispute_reason ?? '',
    )
  }
}
