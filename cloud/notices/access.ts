import type { StaffRole } from '@doorstep/contract/roles'
import type { BranchFact } from '../branches/branch-look-ups'
import { areasOf, holds, type Actor } from '../platform/process/actor'
import type { StoredNotice } from './notices-store'

/** Who somebody is to a notice. Whoever wrote it never reviews it (公告由另一人审核). */

export const reviewers = ['branchSecretary', 'streetAdmin'] as const satisfies StaffRole[]
export type Party = 'author' | 'reviewer'

/** Areas in which the actor may write for a branch: a secretary of it, the grid member of a grid it stands on, the street around it. */
export function writingAreas(actor: Actor, branch: BranchFact): string[] {
  const within = (codes: readonly string[], area: string) => codes.some((code) => code.startsWith(area))
  const entitled = actor.grants.filter(({ role, area, branch: own }) => {
    if (role === 'branchSecretary') return own === null ? within([branch.areaCode], area) : own === branch.code
    if (role === 'streetAdmin') return within([branch.areaCode], area)
    return role === 'gridMember' && within(branch.grids, area)
  })
  return [...new Set(entitled.map(({ area }) => area))]
}

/** What the actor reviews: everything of some areas, and some branches wherever they stand. */
export const reviewing = (actor: Actor) => ({
  areas: areasOf(actor, reviewers),
  branches: actor.grants.flatMap(({ role, branch }) => (role === 'branchSecretary' && branch !== null ? [branch] : [])),
})

/** Empty when the notice is none of the actor's business. */
export function partiesTo(notice: StoredNotice, branch: BranchFact, actor: Actor): Party[] {
  if (actor.staff === null) return []
  if (notice.author_code === actor.staff.code) return ['author']
  // A draft nobody has submitted yet is its author's alone.
  if (notice.state === 'draft' && notice.returned_reason === null) return []
  const covers = holds(actor, reviewers, branch.areaCode) || reviewing(actor).branches.includes(branch.code)
  return covers ? ['reviewer'] : []
}
