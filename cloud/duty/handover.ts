import { dispatchRoles } from '@doorstep/contract/roles'
import type { dutyEndpoints } from '@doorstep/contract/duty'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { gridRow, leavesOf, lockGridFromFiling, nameOfStaff, setRank, teamOf } from '../grids/api'
import { moveConversations } from '../messages/api'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import type { Tx } from '../platform/database/database'
import { accountOfStaff, addRole, endStanding, removeRole } from '../platform/database/staff'
import { holds } from '../platform/process/actor'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { dayMark } from '../platform/time/words'
import { handOnDuring, moveOpenCases } from '../requests/api'
import { insertHandover, residentsOf } from './handover-store'

export interface HandOver {
  districtId: number
  gridCode: string
  /** Staff code of the new grid member, already in the grid's team. */
  toStaff: string
  /**
   * Staff code of the previous grid member, null when there was none: given by the import, whose teams and roles already have the new
   * state. If left out, it is the team's current grid member, and the two exchange ranks.
   */
  fromStaff?: string | null
  reason: string
  now: Date
}

type Table = typeof dutyEndpoints.table
type Moved = Reply<Table['POST /v1/grids/{code}/handovers']>

/**
 * 交接: makes a team member the new grid member. Conversations and open requests move, the handover is recorded in the grid card's history
 * and every resident of the grid is notified once. Throws `notFound` for a retired or unknown grid, `notNow` when the person is the grid
 * member already, `badInput` at `toStaffCode` for somebody outside the team.
 */
export async function handOver(tx: Tx, { districtId, gridCode, toStaff, fromStaff, reason, now }: HandOver): Promise<Moved> {
  const place = { districtId, gridCode }
  if (!(await lockGridFromFiling(tx, districtId, gridCode))) throw problem('notFound')
  const team = await teamOf(tx, districtId, gridCode)
  const to = team.find(({ staffCode }) => staffCode === toStaff)
  if (to === undefined) throw badField('toStaffCode', '请从本网格的团队里选接手的人')
  const member = team.find((mate) => mate.place === 0)
  const from = fromStaff === undefined ? (member?.staffCode ?? null) : fromStaff
  if (from === toStaff) throw problem('notNow')

  if (fromStaff === undefined) {
    await setRank(tx, place, toStaff, 0, member?.title ?? '网格员')
    await addRole(tx, place, toStaff, 'gridMember')
    await removeRole(tx, place, toStaff, 'gridTeam', now)
    if (member !== undefined) {
      await setRank(tx, place, member.staffCode, to.place, to.title)
      await addRole(tx, place, member.staffCode, 'gridTeam')
      await removeRole(tx, place, member.staffCode, 'gridMember', now)
    }
    await endStanding(tx, districtId, [toStaff, ...(member === undefined ? [] : [member.staffCode])])
  }

  const id = uuidv7()
  await insertHandover(tx, { ...place, id, fromStaff: from, toStaff, reason, at: now })
  // A grid member who lives in the grid is notified as staff.
  const own = await accountOfStaff(tx, districtId, toStaff)
  const residents = (await residentsOf(tx, place)).filter((account) => account !== own)
  const conversations = await moveConversations(tx, { ...place, toStaff: { code: toStaff, name: to.name }, now })
  const cases = from === null ? 0 : await moveOpenCases(tx, { ...place, fromStaff: from, toStaff, now })
  await handOnWhileAway(tx, { ...place, toStaff, now })
  await tell(tx, { ...place, id, from, to, residents, conversations, cases, now })
  return { conversations, cases, residentsTold: residents.length }
}

/** Hands on what ends in a leave of the new grid member, who may be away when the grid becomes theirs. */
async function handOnWhileAway(
  tx: Tx,
  { districtId, gridCode, toStaff, now }: Pick<HandOver, 'districtId' | 'gridCode' | 'toStaff' | 'now'>,
) {
  const leaves = await leavesOf(tx, districtId, [toStaff], now)
  const leave = leaves.find(({ gridCode: grid, from }) => grid === gridCode && from <= now)
  if (leave !== undefined) await handOnDuring({ tx, districtId, clock: { now: () => now } }, leave, { isTold: true })
}

interface Told {
  districtId: number
  gridCode: string
  id: string
  from: string | null
  to: { staffCode: string; name: string; phone: string }
  residents: string[]
  conversations: number
  cases: number
  now: Date
}

async function tell(tx: Tx, { districtId, gridCode, id, from, to, residents, conversations, cases, now }: Told): Promise<void> {
  const grid = await gridRow(tx, districtId, gridCode)
  const where = `${grid.community.name}${grid.name}`
  const before = from === null ? '' : `，接替${await nameOfStaff(tx, districtId, from)}`
  const common = { districtId, kind: 'handover' as const, target: { kind: 'grid' as const, id: gridCode }, key: `handover:${id}`, at: now }
  await notify(tx, {
    ...common,
    to: { accountIds: residents },
    title: `${to.name}接手您的网格`,
    text: `从${dayMark(now)}起由${to.name}负责${where}${before}。之前说的话、提的诉求都已转交，您不用再说一遍。电话 ${to.phone}。`,
  })
  await notify(tx, {
    ...common,
    to: { staffCodes: [to.staffCode] },
    title: `${where}交给您了`,
    text: `一起转来 ${conversations} 个对话、${cases} 件没办完的诉求，时限照旧计算。`,
  })
  if (from === null) return
  await notify(tx, {
    ...common,
    to: { staffCodes: [from] },
    title: `${where}已交给${to.name}`,
    text: `您名下的 ${conversations} 个对话、${cases} 件没办完的诉求已转给${to.name}。`,
  })
}

/** Hands over a grid for the endpoint, which allows it only within the caller's own area. */
export async function handOverGrid(call: Acting, gridCode: string, form: Parsed<Table['POST /v1/grids/{code}/handovers']>['body']) {
  if (!holds(call.actor, dispatchRoles, gridCode)) throw problem('notFound')
  const { tx, districtId, clock } = call
  const moved = await handOver(tx, { districtId, gridCode, toStaff: form.toStaffCode, reason: form.reason, now: clock.now() })
  call.notifySockets([`g:${gridCode}`], { what: 'inbox' })
  return moved
}
