import { dispatchRoles, supervisingRoles } from '@doorstep/contract/roles'
import type { WhistleParty } from '@doorstep/contract/whistles/machine'
import { secretariesOf } from '../branches/api'
import { askedKey, staffFacts, staffWith, standInsOf } from '../grids/api'
import type { Acting, CoreContext } from '../platform/context/call'
import { holds, worksFor } from '../platform/process/actor'
import type { StoredCall, StoredWhistle } from './whistles-store'

type At = Pick<StoredWhistle, 'grid_code' | 'by_staff'>

/** Returns the parties to a whistle to which the caller belongs, whichever unit they work for; nobody who belongs to none sees it. */
export function partiesOf({ actor }: Pick<Acting, 'actor'>, whistle: StoredWhistle): WhistleParty[] {
  const { grid_code: gridCode, suggested_by: suggester, calls } = whistle
  return [
    ...(holds(actor, dispatchRoles, gridCode) ? (['street'] as const) : []),
    ...(suggester !== null && suggester === actor.staff?.code ? (['suggester'] as const) : []),
    ...(calls.some(({ unit_code: unit }) => worksFor(actor, unit, gridCode)) ? (['unit'] as const) : []),
    ...(holds(actor, supervisingRoles, gridCode) ? (['supervisor'] as const) : []),
  ]
}

/** Returns the caller's parties to the call of one unit: `unit` only for that unit. */
export const partiesToCall = (acting: Pick<Acting, 'actor'>, whistle: StoredWhistle, call: StoredCall): WhistleParty[] =>
  partiesOf(acting, whistle).filter((party) => party !== 'unit' || worksFor(acting.actor, call.unit_code, whistle.grid_code))

/** Returns whether the caller may ask the street for a whistle in a grid: as secretary of a branch there. */
export const maySuggest = async ({ tx, districtId, actor }: Acting, gridCode: string): Promise<boolean> =>
  holds(actor, ['branchSecretary'], gridCode) ||
  (await secretariesOf(tx, districtId, gridCode)).some(({ code }) => code === actor.staff?.code)

/** Returns who may whistle in a grid. */
export const streetOf = ({ tx, districtId }: CoreContext, gridCode: string): Promise<string[]> =>
  staffWith(tx, districtId, dispatchRoles, gridCode)

/**
 * Returns who follows a whistle up: whoever whistled; while they are on leave their stand-in, if one of the street, else everybody else who
 * may whistle there, who also do once they have left.
 */
export async function callersOf(context: CoreContext, { grid_code: gridCode, by_staff: by }: At): Promise<string[]> {
  const { tx, districtId, clock } = context
  const street = await streetOf(context, gridCode)
  if (by === null || !street.includes(by)) return street
  const asked = { staffCode: by, gridCode }
  const cover = (await standInsOf(tx, districtId, [asked], clock.now())).get(askedKey(asked))
  if (cover === undefined) return [by]
  if (cover.standIn !== null && street.includes(cover.standIn)) return [cover.standIn]
  const others = street.filter((code) => code !== by)
  return others.length === 0 ? [by] : others
}

/** Returns those of some staff who head their unit. */
export async function headsAmong({ tx, districtId }: CoreContext, codes: readonly string[]): Promise<string[]> {
  const facts = await staffFacts(tx, districtId, codes)
  return [...facts.values()].filter(({ roles }) => roles.some(({ role }) => role === 'unitHead')).map(({ code }) => code)
}
