import type { Acting, Context, Raw } from '../platform/call'
import { dayOf, minuteMs, type Day } from '../platform/calendar'
import { problem } from '../platform/problem'
import { venueFacts } from '../services/facts'
import { servedVenue } from '../services/keeps'
import { poster } from './poster-page'
import { daySheet } from './sheet'
import { sheetPage } from './sheet-page'

export type Print = 'sheet' | 'poster'

const linkMinutes = 10

const signedParts = (districtId: number, code: string, what: Print, day: Day, exp: string) => [
  'print',
  String(districtId),
  code,
  what,
  day,
  exp,
]

/** A link to a page to print of a place the caller keeps, for whoever has it during 10 minutes. Throws `notFound`. */
export async function makePrint(
  acting: Acting,
  code: string,
  { what, day = dayOf(acting.clock.now()) }: { what: Print; day?: Day | undefined },
): Promise<{ url: string; expiresAt: string }> {
  const { districtId, deps, clock } = acting
  const { only } = await servedVenue(acting, code)
  if (only !== null) throw problem('notFound')
  const expires = new Date(Math.floor(clock.now().getTime() / 1000 + linkMinutes * 60) * 1000)
  const exp = String(expires.getTime() / 1000)
  const sig = deps.keys.sign(...signedParts(districtId, code, what, day, exp))
  return { url: `/v1/prints/${code}?what=${what}&day=${day}&exp=${exp}&d=${districtId}&sig=${sig}`, expiresAt: expires.toISOString() }
}

interface Asked {
  code: string
  what: Print
  day: Day
  exp: string
  sig: string
}

/** The page behind a link. Throws `notFound` for a forged link, `fileGone` for one that expired. */
export async function printPage(context: Context, { code, what, day, exp, sig }: Asked): Promise<Raw> {
  const { tx, districtId, deps, clock } = context
  if (!deps.keys.signedBy(sig, ...signedParts(districtId, code, what, day, exp))) throw problem('notFound')
  const secondsLeft = Number(exp) - clock.now().getTime() / 1000
  if (secondsLeft <= 0) throw problem('fileGone')
  // A link of ten minutes is never good for longer, whatever its date says.
  if (secondsLeft > linkMinutes * (minuteMs / 1000)) throw problem('notFound')
  const venue = (await venueFacts(tx, districtId, [code])).get(code)
  if (venue === undefined) throw problem('notFound')
  return what === 'poster' ? poster(venue) : sheetPage(await daySheet(context, venue, day), clock.now())
}
