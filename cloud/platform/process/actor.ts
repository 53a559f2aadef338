import { unitRoles, type StaffRole, type Who } from '@doorstep/contract/roles'

/** One role as imported: held in the subtree of `area` (a code prefix), for a department or branch where it has one. */
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
  /** The organisations (驻区单位) it is a contact of. */
  organisations: readonly string[]
}

/** A caller who is not signed in. */
export interface Visitor {
  districtId: number
  accountId: null
  sessionId: null
  staff: null
  grants: Grant[]
}

export const visitor = (districtId: number): Visitor => ({ districtId, accountId: null, sessionId: null, staff: null, grants: [] })

/** Checks the roles an endpoint allows: a signed-in account is always a resident; a staff role counts when it is held anywhere. */
export const isOneOf = (actor: Actor, who: readonly Who[]): boolean =>
  who.includes('anyone') || who.includes('resident') || actor.grants.some((grant) => who.includes(grant.role))

/** True when the actor holds one of `roles` over the area `areaCode` (district 6, street 9, community 12, grid 15 digits). */
export const holds = (actor: Pick<Actor | Visitor, 'grants'>, roles: readonly StaffRole[], areaCode: string): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role) && areaCode.startsWith(grant.area))

/** Returns the areas in which the actor holds one of `roles`, each once: `where area_code like prefix || '%'` for any of them. */
export const areasOf = (actor: Actor | Visitor, roles: readonly StaffRole[]): string[] => [
  ...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.area)),
]

/** Returns the units for which the actor works, each in its area. */
export const unitsOfActor = ({ grants }: Pick<Actor, 'grants'>): { code: string; area: string }[] =>
  grants.flatMap(({ role, unit, area }) =>
    (unitRoles as readonly StaffRole[]).includes(role) && unit !== null ? [{ code: unit, area }] : [],
  )

/** Returns whether the actor works for a unit over a grid. */
export const worksFor = (actor: Pick<Actor, 'grants'>, unitCode: string, gridCode: string): boolean =>
  unitsOfActor(actor).some(({ code, area }) => code === unitCode && gridCode.startsWith(area))
