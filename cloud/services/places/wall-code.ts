import { wallCodeMinutes } from '@doorstep/contract/rules'
import type { CoreContext, Deps } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { minuteMs } from '../../platform/time/calendar'
import type { VenueFact } from './facts'

/**
 * The check-in codes (签到码) of a place: the poster's, which is stored and stays, and the wall display's, which is derived from place and
 * time and never stored. A wall code is the step it is shown in (8 digits) and 14 letters of its signature, so it looks like a poster's.
 */

type Place = Pick<VenueFact, 'code' | 'checkInToken'>
type Context = Pick<CoreContext, 'districtId' | 'clock'> & { deps: Pick<Deps, 'keys'> }

const stepMs = wallCodeMinutes * minuteMs
const stepDigits = 8
const wallCodePattern = /^\d{8}/

const stepAt = (now: Date) => Math.floor(now.getTime() / stepMs)
const partsOf = ({ districtId }: Context, { code, checkInToken }: Place) => [String(districtId), code, checkInToken]

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
 * be ahead). Throws `codeExpired` for a wall code of the place from any other time.
 */
export function isCodeOf(context: Context, place: Place, scanned: string): boolean {
  if (scanned === place.checkInToken) return true
  if (!wallCodePattern.test(scanned)) return false
  const step = Number(scanned.slice(0, stepDigits))
  if (scanned !== codeOfStep(context, place, step)) return false
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
