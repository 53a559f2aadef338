import { randomInt } from 'node:crypto'
import { dayOf } from '../../platform/time/calendar'
import { firstCharacters } from '../../platform/time/words'
import type { Tx } from '../../platform/database/database'
import { gridRow, gridsEver, type AbsenceFact } from '../../grids/api'
import { renewReference } from '../../platform/snapshot/snapshot'
import type { CoreContext } from '../../platform/context/call'
import { isNumbered, nextNumberOn } from './requests-store'

interface Names {
  code: string
  grid: string
  community: string
}

/**
 * Shortens a grid's name so that it can be read out on the phone: `槐树社区`, `第 3 网格` → `槐3`. A grid named without digits uses those of its
 * code.
 */
const shortName = ({ code, grid, community }: Names): string =>
  `${firstCharacters(community)}${Number(/\d+/.exec(grid)?.[0] ?? code.slice(12))}`

/** Returns the names of all grids whose community begins with the same character; retired ones too, because their numbers stay in use. */
async function namesLike(tx: Tx, districtId: number, first: string): Promise<Names[]> {
  const alike = [...(await gridsEver(tx, districtId))].filter(({ community }) => community.name.startsWith(first))
  return alike.map(({ code, name, community }) => ({ code, grid: name, community: community.name }))
}

/**
 * Returns the receipt number of a grid's next request: `槐3-261123-07`, grid, day in +08:00, count. A grid that shares its short name with
 * another uses the digits of its code instead, which are unique. Reference data that moved until then is seen from then on; `absences` are
 * those of the grid that have not ended then.
 */
export async function nextNumber(context: CoreContext, gridCode: string): Promise<{ number: string; absences: AbsenceFact[] }> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const day = dayOf(now)
  const { number: count, versions, absences } = await nextNumberOn(tx, districtId, { gridCode, day, at: now })
  await renewReference(tx, districtId, versions)
  return { number: `${await prefixOf(context, gridCode)}-${dated(day)}-${String(count).padStart(2, '0')}`, absences }
}

/**
 * Returns the receipt number of a 举报: `槐3-261123-J482913`. Its digits are random: a count would tell whoever files next, the accused
 * perhaps, that there is one, and a count shared with other requests would leave a gap the team can see. Absences are not read: a 举报 goes
 * to nobody of the grid's team.
 */
export async function newReportNumber(context: CoreContext, gridCode: string): Promise<{ number: string; absences: AbsenceFact[] }> {
  const { tx, districtId, clock } = context
  const first = `${await prefixOf(context, gridCode)}-${dated(dayOf(clock.now()))}-J`
  for (;;) {
    const number = `${first}${String(randomInt(1_000_000)).padStart(6, '0')}`
    const { taken, versions } = await isNumbered(tx, districtId, number)
    await renewReference(tx, districtId, versions)
    if (!taken) return { number, absences: [] }
  }
}

const dated = (day: string) => day.slice(2).replaceAll('-', '')

async function prefixOf({ tx, districtId }: CoreContext, gridCode: string): Promise<string> {
  const { name, community } = await gridRow(tx, districtId, gridCode)
  const own = { code: gridCode, grid: name, community: community.name }
  const short = shortName(own)
  const alike = (await namesLike(tx, districtId, firstCharacters(community.name))).filter((other) => shortName(other) === short)
  return alike.every(({ code }) => code === gridCode) ? short : gridCode.slice(6)
}
