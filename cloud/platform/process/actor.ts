import type { StaffRole, Who } from '@doorstep/contract/roles'

/** One role as the import gave it: held in the subtree of `area` (a code prefix), for a department or branch where it has one. */
export interface Grant {
  role: StaffRole
  area: string
  unit: string | null
  branch: string | null
}

/** A signed-in account: always a resident, and staff when a staff identity is bound to it. */
export interface Actor {
  districtId: number
  accountId: string
  sessionId: string
  staff: { code: string; name: string } | null
  grants: Grant[]
}

/** Somebody who browses without signing in. */
export interface Visitor {
  districtId: number
  accountId: null
  sessionId: null
  staff: null
  grants: Grant[]
}

export const visitor = (districtId: number): Visitor => ({ districtId, accountId: null, sessionId: null, staff: null, grants: [] })

/** The role gate: a signed-in account is always a resident; a staff role counts when it is held anywhere. */
export const isOneOf = (actor: Actor, who: readonly Who[]): boolean =>
  who.includes('anyone') || who.includes('resident') || actor.grants.some((grant) => who.includes(grant.role))

/** True when one of `roles` is held over the area `areaCode` (district 6, street 9, community 12, grid 15 digits). */
export const holds = (actor: Pick<Actor | Visitor, 'grants'>, roles: readonly StaffRole[], areaCode: string): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role) && areaCode.startsWith(grant.area))

/** The areas in which one of `roles` is held, each once: `where area_code like prefix || '%'` for any of them. */
export const areasOf = (actor: Actor | Visitor, roles: readonly StaffRole[]): string[] => [
  ...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.area)),
]
