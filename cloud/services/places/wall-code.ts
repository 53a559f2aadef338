import { wallCodeMinutes, wallSeenMinutes } from '@doorstep/contract/rules'
import type { CoreContext, Deps } from '../../platform/context/call'
import { keepTally, tallied } from '../../platform/database/tally'
import { problem } from '../../platform/process/problem'
import { minuteMs } from '../../platform/time/calendar'
import type { VenueFact } from './facts'

/**
 * The check-in codes (签到码) of a place: the poster's, which is stored and stays, and the wall display's, which is derived from place and
 * time and never stored: renewing the key of the display ends its codes, too. A wall code is the step it is shown in (8 digits) and 14 letters of its signature, so it looks like a poster's.
 */

type Place = Pick<VenueFact, 'code' | 'checkInToken' | 'wallRenewals'>
type Context = Pick<CoreContext, 'districtId' | 'clock'> & { deps: Pick<Deps, 'keys'> }

const stepMs = wallCodeMinutes * minuteMs
const stepDigits = 8
const wallCodePattern = /^\d{8}/

const stepAt = (now: Date) => Math.floor(now.getTime() / stepMs)
const partsOf = ({ districtId }: Pick<Context, 'districtId'>, { code, checkInToken, wallRenewals }: Place) => [
  String(districtId),
  code,
  checkInToken,
  String(wallRenewals),
]

function codeOfStep(context: Context, place: Place, step: number): string {
  const signature = context.deps.keys.sign('wallCode', ...partsOf(context, place), String(step))
  return String(step).padStart(stepDigits, '0') + signature.replace(/[-_]/g, '').slice(0, 14)
}

/** Returns the code that a place's wall display shows now, and since when. */
export function wallCode(context: Context, place: Place): { code: string; since: Date } {
  const step = stepAt(context.clock.now())
  return { code: codeOfStep(context, place, step), since: new Date(step * stepMs) }
}

/**
 * Returns whether a scanned code is that of a place: the poster's, or the wall's of this step or one beside it (another process's clock may
 * be ahead). Throws `codeExpired` for a wall code of the place from any other time, or of the key before this one.
 */
export function isCodeOf(context: Context, place: Place, scanned: string): boolean {
  if (scanned === place.checkInToken) return true
  if (!wallCodePattern.test(scanned)) return false
  const step = Number(scanned.slice(0, stepDigits))
  if (scanned !== codeOfStep(context, place, step)) {
    const before = { ...place, wallRenewals: place.wallRenewals - 1 }
    if (before.wallRenewals >= 0 && scanned === codeOfStep(context, before, step)) throw problem('codeExpired')
    return false
  }
  if (Math.abs(stepAt(context.clock.now()) - step) > 1) throw problem('codeExpired')
  return true
}

/**
 * Returns the key in the address of a place's wall display that has it show the code. Without it anybody could read the code from home,
 * since the numbers called are public.
 */
export const wallKey = (context: Context, place: Place): string => context.deps.keys.sign('wallKey', ...partsOf(context, place))

/** Returns whether a key is that of a place's wall display. */
export const isWallKeyOf = (context: Context, place: Place, key: string): boolean =>
  context.deps.keys.signedBy(key, 'wallKey', ...partsOf(context, place))

/** Returns whether a scanned code is the one of a place's poster, which a photo keeps for ever. */
export const isPosterCode = ({ checkInToken }: Pick<VenueFact, 'checkInToken'>, scanned: string): boolean => scanned === checkInToken

type Showing = Pick<CoreContext, 'tx' | 'districtId' | 'clock'>

const shownAt = ({ districtId }: Pick<Showing, 'districtId'>, { code, wallRenewals }: Place) => ({
  districtId,
  kind: 'wallShown',
  subject: `${code}:${wallRenewals}`,
})

/** Notes that a place's wall display shows its code now; written at most once a minute. */
export async function noteWallShown(context: Showing, place: Place): Promise<void> {
  const until = context.clock.now().getTime() + wallSeenMinutes * minuteMs
  await keepTally(context.tx, shownAt(context, place), new Date(until), new Date(until - minuteMs))
}

/** Returns whether a place's wall display showed its code within `wallSeenMinutes`. */
export const isWallShown = async (context: Showing, place: Place): Promise<boolean> =>
  (await tallied(context.tx, shownAt(context, place), context.clock.now())) !== null
