import { staffOfUnit, unitsOf } from '../grids/api'
import { notify, type Notification } from '../notifications/api'
import type { Acting, Context, CoreContext } from '../platform/context/call'
import { clipped } from '../platform/time/words'
import { callersOf } from './access'
import type { StoredCall, StoredWhistle } from './whistles-store'

type Said = Pick<Notification, 'kind' | 'title' | 'text'>

/** Tells staff of a whistle, each once for what it is `about`. */
export async function tell(
  { tx, districtId, clock, actor }: CoreContext & Partial<Pick<Acting, 'actor'>>,
  { id }: Pick<StoredWhistle, 'id'>,
  codes: readonly string[],
  said: Said,
  about: string,
): Promise<void> {
  const staffCodes = [...new Set(codes)].filter((code) => code !== actor?.staff?.code)
  await notify(tx, {
    districtId,
    to: { staffCodes },
    ...said,
    target: { kind: 'staffWhistle', id },
    key: `whistle:${id}:${about}`,
    at: clock.now(),
  })
}

/** Returns the staff who answer for a unit's call; nobody once the unit is retired or its staff have left. */
export const staffOfCall = (
  { tx, districtId }: CoreContext,
  { grid_code: gridCode }: StoredWhistle,
  { unit_code: unit }: Pick<StoredCall, 'unit_code'>,
) => staffOfUnit(tx, districtId, unit, gridCode)

export const unitName = async ({ tx, districtId }: CoreContext, code: string): Promise<string> =>
  (await unitsOf(tx, districtId)).get(code)?.name ?? code

export const aboutWhistle = ({ place, purpose }: Pick<StoredWhistle, 'place' | 'purpose'>) => `${place}：${clipped(purpose, 60)}`

/**
 * Tells the open sockets of those concerned that a whistle has changed: whoever whistled or follows it up for them, who suggested it, and the
 * staff of the units that are called. Nobody else, and not what has changed.
 */
export async function hint(
  context: CoreContext & Partial<Pick<Context, 'notifySockets'>>,
  whistle: StoredWhistle,
  calls: readonly Pick<StoredCall, 'unit_code'>[] = whistle.calls,
): Promise<void> {
  const { notifySockets } = context
  if (notifySockets === undefined) return
  const units = await Promise.all(calls.map((call) => staffOfCall(context, whistle, call)))
  const codes = [...(await callersOf(context, whistle)), ...(whistle.suggested_by === null ? [] : [whistle.suggested_by]), ...units.flat()]
  notifySockets(
    [...new Set(codes)].map((code) => `s:${code}`),
    { what: 'whistle', id: whistle.id },
  )
}
