import { printLinkMinutes } from '@doorstep/contract/rules'
import type { Acting, Context, Raw } from '../../platform/context/call'
import { isStillFor, markFor } from '../../platform/database/staff-links'
import { problem } from '../../platform/process/problem'
import { dayOf, minuteMs, type Day } from '../../platform/time/calendar'
import { venueFacts } from '../../services/api'
import { servedVenue, type Served } from '../core/served-venues'
import { poster } from './poster-page'
import { daySheet } from './sheet'
import { sheetPage } from './sheet-page'

export type Print = 'sheet' | 'poster'

const signedParts = (districtId: number, { code, what, day, exp, only, s: mark }: Omit<Asked, 'sig'>) => [
  'print',
  String(districtId),
  code,
  what,
  day,
  exp,
  ...(only === undefined ? [] : [only]),
  ...(mark === undefined ? [] : [mark]),
]

const apart = '.'
const inAddress = (only: Served['only']) => only?.join(apart)

/**
 * Returns a link to a page to print, valid for `printLinkMinutes` for whoever has it while the caller keeps their session and roles: the day sheet of what the caller manages at a venue,
 * or its poster, which needs the whole venue. Throws `notFound`.
 */
export async function makePrint(
  acting: Acting,
  code: string,
  { what, day = dayOf(acting.clock.now()) }: { what: Print; day?: Day | undefined },
): Promise<{ url: string; expiresAt: string }> {
  const { districtId, deps, clock } = acting
  const served = await servedVenue(acting, code)
  if (served.only !== null && what === 'poster') throw problem('notFound')
  const expires = new Date(Math.floor(clock.now().getTime() / 1000 + printLinkMinutes * 60) * 1000)
  const exp = String(expires.getTime() / 1000)
  const only = inAddress(served.only)
  const mark = markFor(acting.actor)
  const sig = deps.keys.sign(...signedParts(districtId, { code, what, day, exp, only, s: mark }))
  const query = `what=${what}&day=${day}${only === undefined ? '' : `&only=${only}`}&exp=${exp}&d=${districtId}${mark === undefined ? '' : `&s=${mark}`}&sig=${sig}`
  return { url: `/v1/prints/${code}?${query}`, expiresAt: expires.toISOString() }
}

interface Asked {
  code: string
  what: Print
  day: Day
  exp: string
  /** Codes of services; the whole venue when left out. */
  only?: string | undefined
  /** The mark of whom it was issued to. */
  s?: string | undefined
  sig: string
}

/** Returns the page behind a link. Throws `notFound` for a forged link, `fileGone` for one that expired or whose role ended. */
export async function printPage(context: Context, { sig, ...asked }: Asked): Promise<Raw> {
  const { tx, districtId, deps, clock } = context
  if (!deps.keys.signedBy(sig, ...signedParts(districtId, asked))) throw problem('notFound')
  const { code, what, day, exp, only } = asked
  const secondsLeft = Number(exp) - clock.now().getTime() / 1000
  if (secondsLeft <= 0 || !(await isStillFor(context, asked.s))) throw problem('fileGone')
  // A link lasts ten minutes at most, whatever expiry it carries.
  if (secondsLeft > printLinkMinutes * (minuteMs / 1000)) throw problem('notFound')
  const venue = (await venueFacts(tx, districtId, [code])).get(code)
  if (venue === undefined) throw problem('notFound')
  return what === 'poster' ? poster(venue) : sheetPage(await daySheet(context, venue, day, only?.split(apart) ?? null), clock.now())
}
