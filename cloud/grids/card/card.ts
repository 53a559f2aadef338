import { fewestCounted, usualReplyDays } from '@doorstep/contract/rules'
import type { GridCard } from '@doorstep/contract/grids'
import { fileViews } from '../../files/api'
import type { Actor, Visitor } from '../../platform/process/actor'
import type { Acting } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { dayMs } from '../../platform/time/calendar'
import { dutyAhead, officeHours } from '../../platform/time/duty-hours'
import { problem } from '../../platform/process/problem'
import { gridRow, liveGrid, nightPhoneOf, onDuty, teamOf } from '../core/grid-look-ups'
import { dutyInWords } from '../absence/on-duty'
import { ringsOf } from '../find/point-in-grid'
import type { TeamFact } from '../reference/staff'

/** What the card says from the tables of rooms above this one. */
export interface CardSources {
  /** Returns the branches in use that serve a grid, in code order. */
  branchesOn: (tx: Tx, districtId: number, gridCode: string) => Promise<GridCard['branches']>
  /** Returns the median of first reply times since `since` in whole duty minutes, and the number of replies. */
  usualReply: (tx: Tx, districtId: number, gridCode: string, since: Date) => Promise<{ minutes: number; of: number }>
}

/** How many stretches of duty a card names: the promise of a message reaches over one or two. */
const stretchesAhead = 6

/** Returns the 网格公示牌: what 滨州市社会治理网格化服务管理条例 art. 6 requires to be published, and who is on duty now. */
export async function gridCard(call: Acting<Actor | Visitor>, code: string, { branchesOn, usualReply }: CardSources): Promise<GridCard> {
  const { tx, districtId, clock } = call
  const now = clock.now()
  const grid = await liveGrid(tx, districtId, code)
  if (grid === undefined) throw problem('notFound')
  const team = await teamOf(tx, districtId, code)
  const replies = await usualReply(tx, districtId, code, new Date(now.getTime() - usualReplyDays * dayMs))
  const photos = await fileViews(
    call,
    team.flatMap(({ photoId }) => photoId ?? []),
  )
  const shown = ({ staffCode, name, title, role, phone, photoId }: TeamFact) => ({
    staffCode,
    name,
    title,
    role,
    phone,
    photo: (photoId !== null && photos.get(photoId)) || null,
  })
  const [first] = team
  // A grid that set no hours has office hours.
  const hours = grid.duty.length === 0 ? [...officeHours] : grid.duty
  return {
    ...(await gridRow(tx, districtId, code)),
    kind: grid.kind,
    area: grid.covers,
    member: first?.place === 0 ? shown(first) : null,
    supervisionPhone: grid.supervisionPhone,
    nightPhone: await nightPhoneOf(tx, districtId, code),
    onDuty: await onDuty(tx, districtId, code, now),
    dutyHours: hours,
    dutyAhead: dutyAhead(now, hours, stretchesAhead).map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    dutySays: dutyInWords(hours),
    team: team.map(shown),
    branches: await branchesOn(tx, districtId, code),
    usualReply: replies.of < fewestCounted ? null : replies,
    rings: ringsOf(grid.shape),
    updatedAt: grid.updatedAt.toISOString(),
  }
}
