import { ruleWords } from '@doorstep/contract/rule-words'
import { leaveDays } from '@doorstep/contract/rules'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { dutyEndpoints } from '@doorstep/contract/duty'
import { fileViews } from '../files/api'
import type { Acting } from '../platform/context/call'
import { unitsOfActor } from '../platform/process/actor'
import { addDays, dayOf, instantOf } from '../platform/time/calendar'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import {
  absencesAfter,
  deleteLeave,
  gridRows,
  insertLeave,
  leaveInWords,
  leavesOf,
  lockedLeave,
  type Leave,
  namesOfStaff,
  onDutyOf,
  teamOf,
  teamsOf,
  gridsOfStaff,
  lockGridFromFiling,
  lockUnit,
  unitsOf,
} from '../grids/api'
import { ends, scheduleLeave } from './leave-begins'
import { matesOf, tell, tellEnded } from './leave-telling'

type Table = typeof dutyEndpoints.table
type Absence = Reply<Table['POST /v1/absences']>

export async function myDuty(acting: Acting): Promise<Reply<Table['GET /v1/my-duty']>> {
  const { tx, districtId, actor, clock } = acting
  const now = clock.now()
  if (actor.staff === null) return { grids: [], absences: [], unit: null }
  const me = actor.staff.code
  const codes = await gridsOfStaff(tx, districtId, me)
  const [rows, teams, duty] = [
    await gridRows(tx, districtId, codes),
    await teamsOf(tx, districtId, codes),
    await onDutyOf(tx, districtId, codes, now),
  ]
  const leaves = await leavesOf(tx, districtId, [me], now)
  const unitCode = unitOfActor(actor)
  const unit = unitCode === null ? undefined : (await unitsOf(tx, districtId)).get(unitCode)
  const unitMates = await matesOf(acting, { staffCode: me, unitCode })
  const names = await namesOfStaff(tx, districtId, [
    ...unitMates,
    ...leaves.flatMap(({ staffCode, standInCode }) => (standInCode === null ? [staffCode] : [staffCode, standInCode])),
  ])
  const own = [...teams.values()].flat().find(({ staffCode }) => staffCode === me)?.photoId ?? null
  const photos = await fileViews(acting, own === null ? [] : [own])
  return {
    photo: [...photos.values()][0] ?? null,
    grids: [...rows.values()].map((grid) => ({
      ...grid,
      onDuty: duty.get(grid.code) ?? null,
      mates: (teams.get(grid.code) ?? []).filter((mate) => mate.staffCode !== me).map(({ staffCode, name }) => ({ staffCode, name })),
    })),
    absences: leaves.map((absence) => view(absence, names)),
    unit:
      unit === undefined
        ? null
        : { name: unit.name, mates: unitMates.map((staffCode) => ({ staffCode, name: names.get(staffCode) ?? '' })) },
  }
}

/** Returns the unit for which the caller works; null for who works for none. */
export const unitOfActor = (actor: Acting['actor']): string | null => unitsOfActor(actor)[0]?.code ?? null

const view = ({ id, gridCode, staffCode, standInCode, from, until }: Leave, names: ReadonlyMap<string, string>): Absence => ({
  id,
  gridCode,
  staffName: names.get(staffCode) ?? '',
  standInName: standInCode === null ? '' : (names.get(standInCode) ?? ''),
  from: from.toISOString(),
  until: until.toISOString(),
})

/**
 * Records a leave with a stand-in of the same team, in whole or half days in +08:00; today begins now. Two absences of one person never
 * overlap, and an absent person is never a stand-in. What it hands on is decided when it begins.
 */
export async function takeLeave(call: Acting, form: Parsed<Table['POST /v1/absences']>['body']): Promise<Absence> {
  const { tx, districtId, actor, clock } = call
  const now = clock.now()
  if (form.gridCode === undefined) return leaveUnit(call, form)
  const { gridCode, standInCode } = form
  // Absences of a grid are validated one transaction at a time; otherwise two simultaneous ones would both find the days free.
  // Whatever is filed from then on goes to the stand-in, who is told so.
  if (!(await lockGridFromFiling(tx, districtId, gridCode))) throw problem('notFound')
  const team = await teamOf(tx, districtId, gridCode)
  const me = team.find(({ staffCode }) => staffCode === actor.staff?.code)
  if (me === undefined) throw problem('notFound')
  const standIn = team.find(({ staffCode }) => staffCode === standInCode)
  if (standIn === undefined || standIn === me) throw badField('standInCode', '请从本网格的团队里选另一位同志代班')
  const period = leavePeriod(form, now)
  assertFree(await absencesAfter(tx, districtId, [gridCode], now), { me: me.staffCode, standIn }, period)

  const leave = { ...unbegun, id: uuidv7(), gridCode, unitCode: null, staffCode: me.staffCode, standInCode: standIn.staffCode, ...period }
  await keep(call, leave, me.name)
  call.notifySockets([`g:${gridCode}`], { what: 'inbox' })
  return view(leave, new Map(team.map(({ staffCode, name }) => [staffCode, name])))
}

/** Records leave from the caller's unit, with a stand-in of it who works where they do, or with nobody in particular: then all of it is told. */
async function leaveUnit(call: Acting, form: Parsed<Table['POST /v1/absences']>['body']): Promise<Absence> {
  const { tx, districtId, actor, clock } = call
  const now = clock.now()
  const unit = unitOfActor(actor)
  if (unit === null || actor.staff === null) throw problem('notFound')
  // One at a time, as those of a grid.
  await lockUnit(tx, districtId, unit)
  const me = actor.staff.code
  const mates = await matesOf(call, { staffCode: me, unitCode: unit })
  const { standInCode = null } = form
  if (standInCode !== null && !mates.includes(standInCode))
    throw badField('standInCode', '请从本单位里选另一位同志代班，或者选由单位里的人接手')
  const names = await namesOfStaff(tx, districtId, [me, ...mates])
  const standIn = standInCode === null ? null : { staffCode: standInCode, name: names.get(standInCode) ?? '' }
  const period = leavePeriod(form, now)
  assertFree(await leavesOf(tx, districtId, [me, ...mates], now), { me, standIn }, period)
  const leave = { ...unbegun, id: uuidv7(), gridCode: null, unitCode: unit, staffCode: me, standInCode, ...period }
  await keep(call, leave, names.get(me) ?? '')
  return view(leave, names)
}

const unbegun = { begunAt: null, endedAt: null, handedOn: 0 }

/** Stores a leave with the jobs of its beginning and end; of one to come its stand-in is told now, too. */
async function keep(call: Acting, leave: Leave, name: string): Promise<void> {
  await insertLeave(call.tx, call.districtId, leave)
  await scheduleLeave(call, leave)
  if (leave.from <= call.clock.now() || leave.standInCode === null) return
  const comes = leave.gridCode === null ? '由您代班' : '的新消息和新诉求会先到您这里'
  const text = `${leaveInWords(leave)}${comes}。开始时再告诉您有谁在等。`
  await tell(call, leave, [leave.standInCode], 'planned', { title: `${name}请假，由您代班`, text })
}

type Period = Pick<Leave, 'from' | 'until'>

/** Throws where the caller is away already in a period, or their stand-in is. */
function assertFree(
  leaves: readonly Pick<Leave, 'staffCode' | 'from' | 'until'>[],
  { me, standIn }: { me: string; standIn: { staffCode: string; name: string } | null },
  period: Period,
): void {
  const during = (staffCode: string) =>
    leaves.some((leave) => leave.staffCode === staffCode && leave.from < period.until && period.from < leave.until)
  if (during(me)) throw badField('fromDay', '这几天您已经请过假，请先结束原来的那次')
  if (standIn !== null && during(standIn.staffCode)) throw badField('standInCode', `${standIn.name}那几天也请假，请选别的同志`)
}

type Days = Pick<Parsed<Table['POST /v1/absences']>['body'], 'fromDay' | 'fromHalf' | 'untilDay' | 'untilHalf'>

/** Returns from when until when a leave lasts; one that has begun already by its first day begins now. */
export function leavePeriod({ fromDay, fromHalf, untilDay, untilHalf }: Days, now: Date): Period {
  if (fromDay < dayOf(now)) throw badField('fromDay', '请假从今天或以后开始')
  if (untilDay < fromDay) throw badField('untilDay', '结束的日子不能早于开始的日子')
  if (untilDay > addDays(fromDay, leaveDays)) throw badField('untilDay', ruleWords.leaveTooLong)
  const begins = instantOf(fromDay, fromHalf === 'afternoon' ? '12:00' : '00:00')
  const until = untilHalf === 'morning' ? instantOf(untilDay, '12:00') : instantOf(addDays(untilDay, 1))
  const from = begins < now ? now : begins
  if (until <= begins) throw badField('untilHalf', '下午开始的请假，最早到当天下午结束')
  if (until <= from) throw badField('untilHalf', '今天上午已经过了，请选下午')
  return { from, until }
}

/** Ends an absence of the caller now; deletes one that has not begun. */
export async function endLeave(call: Acting, id: string): Promise<void> {
  const { tx, districtId, actor, clock } = call
  const leave = await lockedLeave(tx, districtId, id)
  if (leave === undefined || leave.staffCode !== actor.staff?.code) throw problem('notFound')
  if (leave.until <= clock.now()) return
  if (leave.from < clock.now()) await ends(call, leave)
  else {
    await deleteLeave(tx, districtId, id)
    await tellEnded(call, leave)
  }
  if (leave.gridCode !== null) call.notifySockets([`g:${leave.gridCode}`], { what: 'inbox' })
}
