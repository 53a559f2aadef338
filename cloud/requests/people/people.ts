import type { Byline } from '../case/timeline'
import { dispatchRoles, roleNames, type StaffRole, supervisingRoles, takingOverRoles, teamRoles } from '@doorstep/contract/roles'
import { secretariesOf } from '../../branches/api'
import {
  onDutyKnowing,
  onLeaveBetween,
  staffFacts,
  areaFacts,
  isAway,
  staffOfUnit,
  staffWith,
  teamOf,
  teamsOf,
  unitAtWork,
  unitsOf,
  worksForUnit,
  type AbsenceFact,
  type StaffFact,
  type TeamFact,
} from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import type { Acting, CoreContext } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'

/** A staff member as a request shows them. Names of grid teams and secretaries are published; others are shown by their office. */
export interface StaffLabel {
  code: string
  name: string
  title: string
  /** The name shown to residents: `李明`, `受理员`. */
  publicName: string
}

export const staffLabelKey = (staffCode: string, gridCode: string) => `${staffCode}@${gridCode}`

/** Returns the labels of handlers, each in the grid of their request, by `staffLabelKey`. */
export async function staffLabelsOf(
  tx: Tx,
  districtId: number,
  handlers: readonly { staffCode: string; gridCode: string }[],
): Promise<Map<string, StaffLabel>> {
  const teams = await teamsOf(tx, districtId, [...new Set(handlers.map((handler) => handler.gridCode))])
  const inTeam = ({ staffCode, gridCode }: (typeof handlers)[number]) =>
    teams.get(gridCode)?.find((member) => member.staffCode === staffCode)
  const others = handlers.filter((handler) => inTeam(handler) === undefined).map((handler) => handler.staffCode)
  const staff = await staffFacts(tx, districtId, others)
  const labels = new Map<string, StaffLabel>()
  for (const handler of handlers) {
    const member = inTeam(handler)
    const label = member === undefined ? officeLabel(staff.get(handler.staffCode), handler.gridCode) : teamLabel(member)
    if (label !== null) labels.set(staffLabelKey(handler.staffCode, handler.gridCode), label)
  }
  return labels
}

export async function staffLabelOf(tx: Tx, districtId: number, staffCode: string, gridCode: string): Promise<StaffLabel | null> {
  return (await staffLabelsOf(tx, districtId, [{ staffCode, gridCode }])).get(staffLabelKey(staffCode, gridCode)) ?? null
}

const teamLabel = ({ staffCode, name, title }: TeamFact): StaffLabel => ({ code: staffCode, name, title, publicName: name })

/** How staff of each role sign for a request: by name, by their office, or not. Whoever has several signs as the first of them. */
const signsBy: Record<StaffRole, 'name' | 'office' | null> = {
  branchSecretary: 'name',
  unitHead: 'office',
  handler: 'office',
  dispatcher: 'office',
  streetAdmin: 'office',
  supervisor: 'office',
  mediator: 'office',
  gridMember: 'name',
  gridTeam: 'name',
  platformAdmin: null,
}
const signing = (Object.keys(signsBy) as StaffRole[]).filter((role) => signsBy[role] !== null)

function officeLabel(staff: StaffFact | undefined, gridCode: string): StaffLabel | null {
  if (staff === undefined) return null
  const here = staff.roles.filter(({ area }) => gridCode.startsWith(area)).map(({ role }) => role)
  const held = here.length > 0 ? here : staff.roles.map(({ role }) => role)
  const office = signing.find((role) => held.includes(role))
  const title = office === undefined ? '工作人员' : roleNames[office]
  const byName = office !== undefined && signsBy[office] === 'name'
  return { code: staff.code, name: staff.name, title, publicName: byName ? staff.name : title }
}

/** Returns the name an event uses: `网格员 李明`, `受理员`. */
export const bylineOf = ({ title, publicName }: StaffLabel): string => (publicName === title ? title : `${title} ${publicName}`)

/** Returns how an event of a grid names the caller as staff. */
export async function staffByline({ tx, districtId, actor }: Acting, gridCode: string): Promise<Byline> {
  const code = actor.staff?.code ?? null
  const label = code === null ? null : await staffLabelOf(tx, districtId, code, gridCode)
  return { name: label === null ? '工作人员' : bylineOf(label), account: actor.accountId, staff: code }
}

type CasePlace = Pick<StoredRequest, 'grid_code' | 'excluded_handlers' | 'anonymous'>

/** Returns who works on a request while it has no handler, in words. */
export const withoutHandler = ({ anonymous }: Pick<StoredRequest, 'anonymous'>) => (anonymous ? '受理员' : '网格团队')

/** Returns the name of who works on a request while it has no handler: its unit, or as `withoutHandler` says. */
export async function worksWithoutHandler(tx: Tx, districtId: number, row: Pick<StoredRequest, 'anonymous' | 'unit_code' | 'grid_code'>) {
  return (await unitAtWork(tx, districtId, row.unit_code, row.grid_code))?.name ?? withoutHandler(row)
}

/**
 * Returns who may decide a dispute now, the first before all others: supervisors, who give nothing to units, then those who dispatch; nobody
 * who is on leave while somebody else is there.
 */
export async function reviewersOf(
  { tx, districtId, clock }: CoreContext,
  row: Pick<StoredRequest, 'grid_code' | 'anonymous'>,
): Promise<string[]> {
  const able = [...new Set([...(await supervisorsOf(tx, districtId, row)), ...(await dispatchersOf(tx, districtId, row.grid_code))])]
  const away = await awayAmong({ tx, districtId, clock }, able)
  const there = able.filter((code) => !away.has(code))
  return there.length > 0 ? there : able
}

/** Returns who decides a dispute that was given to a reviewer: they, or all who may instead of one who is gone or on leave. */
export async function decidersOf(
  context: CoreContext,
  row: Pick<StoredRequest, 'grid_code' | 'anonymous'>,
  reviewerCode: string | null,
): Promise<string[]> {
  const able = await reviewersOf(context, row)
  return reviewerCode !== null && able.includes(reviewerCode) ? [reviewerCode] : able
}

/** Returns those of `codes` who are on leave now. */
async function awayAmong({ tx, districtId, clock }: CoreContext, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const now = clock.now()
  return onLeaveBetween(tx, districtId, codes, { from: now, until: new Date(now.getTime() + 1) })
}

/** Returns the first who is at work; where all are on leave, the first. */
const firstAtWork = (away: ReadonlySet<string>, codes: readonly string[]): string | null =>
  codes.find((code) => !away.has(code)) ?? codes[0] ?? null

/** Returns the unit for which a handler works on a request; null for the grid's own people, and always for a 举报. */
export async function unitFor(
  tx: Tx,
  districtId: number,
  { grid_code: gridCode, anonymous }: Pick<StoredRequest, 'grid_code' | 'anonymous'>,
  handlerCode: string,
): Promise<string | null> {
  if (anonymous || (await teamOf(tx, districtId, gridCode)).some(({ staffCode }) => staffCode === handlerCode)) return null
  const who = (await staffFacts(tx, districtId, [handlerCode])).get(handlerCode)
  return who !== undefined && worksForUnit(who, gridCode) ? who.departmentCode : null
}

/** Returns whether a request's handler is still there to act. */
export async function hasHandler(
  tx: Tx,
  districtId: number,
  { handler_code: code }: Pick<StoredRequest, 'handler_code'>,
): Promise<boolean> {
  return code !== null && (await staffFacts(tx, districtId, [code])).get(code)?.retired === false
}

/** Returns those who dispatch in the area of a grid: 受理员, 街道管理员. */
export const dispatchersOf = (tx: Tx, districtId: number, gridCode: string) => staffWith(tx, districtId, dispatchRoles, gridCode)

/** True when a staff member belongs to the team of a grid, which a 举报 of the grid may be about. */
export const isOfTeam = async (tx: Tx, districtId: number, gridCode: string, staffCode: string): Promise<boolean> =>
  (await staffWith(tx, districtId, teamRoles, gridCode)).includes(staffCode)

/** Returns those of `codes` who are not in the grid's team, which a 举报 of the grid may be about. */
async function outsideTeam(tx: Tx, districtId: number, gridCode: string, codes: readonly string[]): Promise<string[]> {
  const team = new Set(await staffWith(tx, districtId, teamRoles, gridCode))
  return codes.filter((code) => !team.has(code))
}

/**
 * Returns who receives the 举报 of a grid: all who dispatch there and are not in its team. The same whoever filed it, an informant among
 * them included: a receiver left out would be named by that.
 */
export const reportReceivers = async (tx: Tx, districtId: number, gridCode: string): Promise<string[]> =>
  outsideTeam(tx, districtId, gridCode, await dispatchersOf(tx, districtId, gridCode))

/** Returns the supervisors of a request; of a 举报 only those who are not in the team it may be about. */
export async function supervisorsOf(
  tx: Tx,
  districtId: number,
  { grid_code: gridCode, anonymous }: Pick<StoredRequest, 'grid_code' | 'anonymous'>,
): Promise<string[]> {
  const codes = await staffWith(tx, districtId, supervisingRoles, gridCode)
  return anonymous ? outsideTeam(tx, districtId, gridCode, codes) : codes
}

/** Returns the heads of the unit that has a request, or of another `unit` that works on it; none of a 举报, which may be about them. */
export async function unitHeadsOf(
  tx: Tx,
  districtId: number,
  { unit_code: own, grid_code: gridCode, anonymous }: Pick<StoredRequest, 'unit_code' | 'grid_code' | 'anonymous'>,
  unit = own,
): Promise<string[]> {
  if (unit === null || anonymous) return []
  const staff = await staffFacts(tx, districtId, await staffOfUnit(tx, districtId, unit, gridCode))
  return [...staff.values()].filter(({ roles }) => roles.some(({ role }) => role === 'unitHead')).map(({ code }) => code)
}

/** Returns the street's administrators for a request; of a 举报 only those who are not in the team it may be about. */
export async function streetOf(
  tx: Tx,
  districtId: number,
  { grid_code: gridCode, anonymous }: Pick<StoredRequest, 'grid_code' | 'anonymous'>,
): Promise<string[]> {
  const codes = await staffWith(tx, districtId, ['streetAdmin'], gridCode)
  return anonymous ? outsideTeam(tx, districtId, gridCode, codes) : codes
}

/**
 * Returns who gets a new request: whoever is on duty in the grid, else the first of its team at work who may handle it; null when there is
 * nobody.
 * A 举报 may be about the grid's own people (信访工作条例 art. 30: it must not reach those it is about): it goes to the first of those who
 * receive reports, whoever filed it. `absences` are those of the grid that have not ended.
 */
export async function receiverOf(
  { tx, districtId, clock }: CoreContext,
  { grid_code: gridCode, excluded_handlers: excluded, anonymous }: CasePlace,
  absences: readonly AbsenceFact[],
): Promise<string | null> {
  if (anonymous) return (await reportReceivers(tx, districtId, gridCode)).find((code) => !excluded.includes(code)) ?? null
  const duty = (await onDutyKnowing(tx, districtId, { gridCodes: [gridCode], absences }, clock.now())).get(gridCode) ?? null
  if (duty !== null && !excluded.includes(duty.staffCode)) return duty.staffCode
  const now = clock.now()
  const away = new Set(absences.flatMap(({ staffCode, from, until }) => (from <= now && now < until ? [staffCode] : [])))
  const team = (await teamOf(tx, districtId, gridCode)).map(({ staffCode }) => staffCode)
  return firstAtWork(
    away,
    team.filter((code) => !excluded.includes(code)),
  )
}

/**
 * Returns who takes over after a bad rating or a contested refusal: nobody of `never`, nobody on leave while somebody is at work, and no
 * former handler while somebody else is left.
 * First others of its unit (unless it must be somebody outside who decides again), then the team by position, then (unless it must be somebody who may accept) the secretaries of the grid's branches, then those who
 * dispatch; a 举报 goes only to those who receive reports.
 */
export async function otherHandler(
  { tx, districtId, clock }: CoreContext,
  { grid_code: gridCode, excluded_handlers: excluded, anonymous, unit_code: unit }: CasePlace & Pick<StoredRequest, 'unit_code'>,
  { never, mustAccept }: { never: readonly (string | null)[]; mustAccept: boolean },
): Promise<string | null> {
  const candidates = [
    ...(anonymous || mustAccept || unit === null ? [] : await staffOfUnit(tx, districtId, unit, gridCode)),
    ...(anonymous ? [] : (await teamOf(tx, districtId, gridCode)).map((member) => member.staffCode)),
    ...(anonymous || mustAccept ? [] : await secretaryCodes(tx, districtId, gridCode)),
    ...(anonymous ? await reportReceivers(tx, districtId, gridCode) : await dispatchersOf(tx, districtId, gridCode)),
  ].filter((code) => !never.includes(code))
  const away = await awayAmong({ tx, districtId, clock }, candidates)
  const atWork = candidates.filter((code) => !away.has(code))
  return [...atWork, ...candidates].find((code) => !excluded.includes(code)) ?? atWork[0] ?? candidates[0] ?? null
}

/** Somebody to whom a request can be handed, as lists of people show them: with title and office, never by bare name. */
export interface Assignable {
  code: string
  name: string
  title: string
  /** Where they work: their unit, grid or area. */
  office: string
}

/**
 * Returns to whom a request can be handed, who are those that may then act on it: its team, the secretaries of the grid's branches, its unit
 * and the department of its category, as far as they are at work. A 举报 may be about the cadres of its grid: it is handed to those who receive reports and to the
 * department, and to nobody of the team or of the grid's branches, whatever other office they hold.
 */
export async function assignableStaff(
  { tx, districtId, clock }: CoreContext,
  row: CasePlace & Pick<Case, 'handler_code' | 'unit_code' | 'absences'>,
  departmentCode: string | null,
): Promise<Assignable[]> {
  const { grid_code: gridCode, excluded_handlers: excluded, handler_code: current, anonymous, unit_code: unit } = row
  const ofUnits = [...new Set([unit, departmentCode])].filter((code) => code !== null)
  const working = (await Promise.all(ofUnits.map((code) => staffOfUnit(tx, districtId, code, gridCode)))).flat()
  const secretaries = await secretaryCodes(tx, districtId, gridCode)
  const receivers = anonymous ? await reportReceivers(tx, districtId, gridCode) : []
  const outside = anonymous
    ? (await outsideTeam(tx, districtId, gridCode, working)).filter((code) => !secretaries.includes(code))
    : [...secretaries, ...working]
  const team = anonymous ? [] : await teamOf(tx, districtId, gridCode)
  const facts = await staffFacts(tx, districtId, [...receivers, ...outside])
  const [units, area] = [await unitsOf(tx, districtId), (await areaFacts(tx, districtId, [gridCode])).get(gridCode)?.name ?? '']
  const assignable = new Map(team.map(({ staffCode, name, title }) => [staffCode, { code: staffCode, name, title, office: area }] as const))
  for (const code of [...receivers, ...outside]) {
    const who = facts.get(code)
    if (who === undefined || assignable.has(code) || !(mayHandle(who) || receivers.includes(code))) continue
    const title = officeLabel(who, gridCode)?.title ?? ''
    const ofUnit = who.departmentCode !== null && worksForUnit(who, gridCode) ? units.get(who.departmentCode)?.name : undefined
    assignable.set(code, { code, name: who.name, title, office: ofUnit ?? (await officeArea(tx, districtId, who, gridCode)) })
  }
  return [...assignable.values()].filter(
    ({ code }) => code !== current && !excluded.includes(code) && !isAway(row.absences, code, clock.now()),
  )
}

/** Returns the name of the narrowest area in which somebody holds an office over a grid. */
async function officeArea(tx: Tx, districtId: number, { roles }: StaffFact, gridCode: string): Promise<string> {
  const area = roles.find((held) => gridCode.startsWith(held.area))?.area ?? ''
  return (await areaFacts(tx, districtId, [area])).get(area)?.name ?? ''
}

const mayHandle = ({ roles }: StaffFact) => roles.some(({ role }) => (takingOverRoles as readonly StaffRole[]).includes(role))

const secretaryCodes = async (tx: Tx, districtId: number, gridCode: string): Promise<string[]> =>
  (await secretariesOf(tx, districtId, gridCode)).map(({ code }) => code)

/** Returns to whom a request that is late is escalated: the branch secretaries, who join the team; of a 举报 the supervisors. */
export const escalatedTo = (tx: Tx, districtId: number, row: Pick<StoredRequest, 'grid_code' | 'anonymous'>): Promise<string[]> =>
  row.anonymous ? supervisorsOf(tx, districtId, row) : secretariesFor(tx, districtId, row.grid_code)

/** Returns who is notified of a missed deadline: the secretaries of the grid's branches, or those of its area. */
async function secretariesFor(tx: Tx, districtId: number, gridCode: string): Promise<string[]> {
  const onGrid = await secretaryCodes(tx, districtId, gridCode)
  return onGrid.length > 0 ? onGrid : staffWith(tx, districtId, ['branchSecretary'], gridCode)
}
