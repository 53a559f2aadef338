import { reviewerRoles } from '@doorstep/contract/roles'
import type { BranchFact } from '../branches/branch-look-ups'
import { areasOf, holds, type Actor } from '../platform/process/actor'
import type { StoredNotice } from './notices-store'

/** Roles that review notices. The writer of a notice never reviews it (公告由另一人审核). */

export type Party = 'author' | 'reviewer'

/**
 * Returns areas in which the actor may write for a branch: its secretary's, those of the grid member of a grid it serves, those of the
 * street around it.
 */
export function writingAreas(actor: Actor, branch: BranchFact): string[] {
  const within = (codes: readonly string[], area: string) => codes.some((code) => code.startsWith(area))
  const entitled = actor.grants.filter(({ role, area, branch: own }) => {
    if (role === 'branchSecretary') return own === null ? within([branch.areaCode], area) : own === branch.code
    if (role === 'streetAdmin') return within([branch.areaCode], area)
    return role === 'gridMember' && within(branch.grids, area)
  })
  return [...new Set(entitled.map(({ area }) => area))]
}

/** Returns what the actor reviews: all notices of some areas, and those of some branches wherever they are. */
export const reviewing = (actor: Actor) => ({
  areas: areasOf(actor, reviewerRoles),
  branches: actor.grants.flatMap(({ role, branch }) => (role === 'branchSecretary' && branch !== null ? [branch] : [])),
})

/** Returns the actor's roles in a notice; empty when they may not see it. */
export function partiesTo(notice: StoredNotice, branch: BranchFact, actor: Actor): Party[] {
  if (actor.staff === null) return []
  if (notice.author_code === actor.staff.code) return ['author']
  // A draft that was never submitted is visible to its author only.
  if (notice.state === 'draft' && notice.returned_reason === null) return []
  const covers = holds(actor, reviewerRoles, branch.areaCode) || reviewing(actor).branches.includes(branch.code)
  return covers ? ['reviewer'] : []
}
